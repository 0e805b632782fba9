import { type Result, err, ok } from '@airgraph/domain/result.ts'
import { RowFault } from './row-fault.ts'

type Values = readonly unknown[]

const mostListed = 50

/** The place of a column. Upper and lower case matter only where two columns differ in nothing else. */
export function findColumn(columns: readonly string[], name: string): Result<number, string> {
  const exactly = placesOf(columns, (column) => column === name)
  const places = exactly.length > 0 ? exactly : placesOf(columns, (column) => same(column, name))
  const [place, another] = places
  if (place === undefined)
    return err(`There is no column "${name}". The file has: ${listed(columns)}.`)
  if (another !== undefined)
    return err(
      `"${name}" could be ${places.length} columns (numbers ${places.map((i) => i + 1).join(', ')}): give them different names.`,
    )
  return ok(place)
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
const placesOf = (columns: readonly string[], fits: (column: string) => boolean) =>
  columns.flatMap((column, i) => (fits(column) ? [i] : []))

const listed = (columns: readonly string[]) =>
  columns.length > mostListed ? `${columns.slice(0, mostListed).join(', ')} …` : columns.join(', ')

/** A value as text without blanks around it; empty where there is none. */
export function textOf(value: unknown, column: string): string {
  if (typeof value !== 'string') return textOfOther(value)
  if (value.includes('\ufffd'))
    throw new RowFault(`${column} has bytes that are not UTF-8: say --encoding, such as latin1.`)
  return value.trim()
}

function textOfOther(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString()
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'bigint' ? value.toString() : jsonOf(value)
}

/** 64-bit numbers, which JSON has no word for, as text. */
export const jsonOf = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'bigint' ? part.toString() : part,
  )

/** Reads one column of a row as text. */
export const textAt =
  (place: number, column: string) =>
  (values: Values): string =>
    textOf(values[place], column)
