/** As the API has names of sources: "Orders 2026 (final).csv" is "orders-2026-final". */
export const sourceNameOf = (file: string) =>
  file
    .replace(/\.[^.]*$/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64) || 'file'
