import type { TableColumn } from './column.ts'

/** What a spreadsheet would take for a formula is made text. */
const isFormula = (text: string) => /^[=+\-@\t\r]/.test(text)

function field(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = isFormula(value) ? `'${value}` : value
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** RFC 4180, values as they are and not as they are shown. */
export function toCsv<R>(
  columns: readonly Pick<TableColumn<R>, 'title' | 'value'>[],
  rows: readonly R[],
): string {
  const lines = [
    columns.map(({ title }) => field(title)),
    ...rows.map((row) => columns.map(({ value }) => field(value(row)))),
  ]
  return lines.map((line) => `${line.join(',')}\r\n`).join('')
}
