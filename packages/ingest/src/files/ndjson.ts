import type { Line } from './lines.ts'
import type { BrokenRow, Row } from './table.ts'

const sampled = 1_000
const deepest = 5

type Fields = Readonly<Record<string, unknown>>

/** Columns are the fields of the first thousand lines; those of nested objects are called "user.email". */
export async function openNdjson(lines: AsyncGenerator<readonly Line[], void>) {
  const head: Line[] = []
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    for (const line of next.value) head.push(line)
    if (head.length >= sampled) break
  }
  const columns = columnsIn(head.slice(0, sampled))
  return { columns, rows: rows(head, lines, columns) }
}

function columnsIn(lines: readonly Line[]): readonly string[] {
  const names = new Set<string>()
  for (const { text } of lines) {
    const fields = readObject(text)
    if (fields) gatherNames(fields, '', 1, names)
  }
  return [...names]
}

function gatherNames(fields: Fields, prefix: string, depth: number, names: Set<string>) {
  for (const [key, value] of Object.entries(fields)) {
    if (isObject(value) && depth < deepest) gatherNames(value, `${prefix}${key}.`, depth + 1, names)
    else names.add(prefix + key)
  }
}

async function* rows(
  head: readonly Line[],
  rest: AsyncIterable<readonly Line[]>,
  columns: readonly string[],
): AsyncGenerator<readonly (Row | BrokenRow)[], void> {
  const paths = columns.map((column) => column.split('.'))
  yield head.flatMap((line) => readRow(line, columns, paths))
  for await (const lines of rest) yield lines.flatMap((line) => readRow(line, columns, paths))
}

function readRow(
  { line, text, broken, endsEarly }: Line,
  columns: readonly string[],
  paths: readonly (readonly string[])[],
): readonly (Row | BrokenRow)[] {
  if (broken !== undefined) return [{ line, broken, text, endsEarly }]
  if (text.trim() === '') return []
  const fields = readObject(text)
  if (!fields)
    return [{ line, broken: 'The line is not a JSON object.', text: text.slice(0, 2_000) }]
  const values = columns.map((column, i) => valueAt(fields, column, paths[i] ?? []))
  return [{ line, text, values }]
}

function valueAt(fields: Fields, column: string, path: readonly string[]): unknown {
  if (path.length === 1 || Object.hasOwn(fields, column))
    return Object.hasOwn(fields, column) ? fields[column] : null
  let value: unknown = fields
  for (const key of path) value = isObject(value) && Object.hasOwn(value, key) ? value[key] : null
  return value
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const longNumber = /\d{16}/

function readObject(text: string): Fields | null {
  try {
    const value: unknown = longNumber.test(text) ? JSON.parse(text, exactNumber) : JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

/** A number with more digits than a double holds, such as a long id, stays the text that it was. */
const exactNumber = (_key: string, value: unknown, context?: { readonly source: string }) =>
  typeof value === 'number' && longNumber.test(context?.source ?? '') ? context?.source : value
