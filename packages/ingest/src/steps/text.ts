/**
 * Text that JSON and both stores can hold: no NUL, no lone surrogates, at most `limit` UTF-16 units.
 * What is longer is cut; empty and absent are `null`.
 */
export function readText(text: string | undefined, limit: number): string | null {
  if (text === undefined || text === '') return null
  const short = text.length > limit ? text.slice(0, limit) : text
  const whole = short.isWellFormed() ? short : short.toWellFormed()
  return (whole.includes('\0') ? whole.replaceAll('\0', '') : whole) || null
}

export const longestId = 512

/** An id is never cut: two long ids would become one. `false` is an id too long to keep. */
export const readId = (id: string | undefined): string | null | false =>
  id !== undefined && id.length > longestId ? false : readText(id, longestId)
