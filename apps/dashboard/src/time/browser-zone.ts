/** Where the reader is, as their browser has it. */
export const browserZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone
