import type { Cell, Row, Table } from '../contenders/table.ts'

/** A number may differ in its last digits: engines add up in different orders. */
const isSame = (a: Cell | undefined, b: Cell | undefined) =>
  typeof a === 'number' && typeof b === 'number'
    ? Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))
    : a === b

/** Some engines give a row for what did not happen. */
const happened = (row: Row) => row.some((cell) => typeof cell === 'number' && cell !== 0)

const parsed = (cell: Cell): Cell =>
  typeof cell === 'string' && cell.startsWith('{')
    ? JSON.stringify(
        Object.entries(JSON.parse(cell) as object).toSorted(([a], [b]) => (a < b ? -1 : 1)),
      )
    : cell

const keyOf = (row: Row) => JSON.stringify(row.filter((cell) => typeof cell === 'string'))

const byKey = (table: Table) =>
  new Map(
    table
      .filter(happened)
      .map((row) => row.map(parsed))
      .map((row) => [keyOf(row), row]),
  )

const shown = (row: Row | undefined) => (row === undefined ? 'no such row' : JSON.stringify(row))

/** In words, where two answers to one question differ first; `null` where they agree. */
export function difference(ours: readonly Table[], theirs: readonly Table[]): string | null {
  if (ours.length !== theirs.length) return `${ours.length} tables ≠ ${theirs.length}`
  for (const [i, table] of ours.entries()) {
    const [mine, other] = [byKey(table), byKey(theirs[i] ?? [])]
    const keys = [...new Set([...mine.keys(), ...other.keys()])]
    const wrong = keys.filter((key) => !agrees(mine.get(key), other.get(key)))
    const [first] = wrong
    if (first !== undefined)
      return `${wrong.length} of ${keys.length} rows differ, such as ${shown(mine.get(first))} ≠ ${shown(other.get(first))}`
  }
  return null
}

const agrees = (a: Row | undefined, b: Row | undefined) =>
  a !== undefined &&
  b !== undefined &&
  a.length === b.length &&
  a.every((cell, i) => isSame(cell, b[i]))
