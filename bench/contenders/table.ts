/** What a question comes to, whoever was asked: first the keys, which are text, then the numbers. */
export type Cell = string | number | null
export type Row = readonly Cell[]
export type Table = readonly Row[]

/** As the drivers give values; moments as text, and objects with their keys in order. */
function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (typeof value === 'number' || typeof value === 'string') return value
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Date) return value.toISOString()
  if (typeof value !== 'object') throw new TypeError(`no cell is made of a ${typeof value}`)
  return JSON.stringify(Object.fromEntries(Object.entries(value).toSorted(byName)))
}
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) =>
  a < b ? -1 : 1

export const tableOf = (rows: readonly (readonly unknown[])[]): Table =>
  rows.map((row) => row.map(cellOf))
