/**
 * Values of a query's parameters as they travel to a server (`param_p1=…`), and as a statement that sets them for what
 * comes after it on the same connection.
 */

const inText: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\0': '\\0',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}
const escaped = (text: string) => text.replace(/[\\\0\b\f\n\r\t]/g, (one) => inText[one] ?? one)
/** Text as a statement has it. */
export const quoted = (text: string) => `'${escaped(text).replaceAll("'", "\\'")}'`

const inArray = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(inArray).join(',')}]`
  if (value === null || value === undefined) return 'NULL'
  return typeof value === 'string' ? quoted(value) : plain(value)
}

/** A value that has no form is a bug of ours, and throws. */
function plain(value: unknown): string {
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'number' || (Number.isInteger(value) && !Number.isSafeInteger(value)))
    throw new TypeError(`not a value of a parameter: ${String(value)}`)
  return Number.isNaN(value) ? 'nan' : String(value).replace('Infinity', 'inf')
}

export function travelling(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (Array.isArray(value)) return inArray(value)
  return typeof value === 'string' ? escaped(value) : plain(value)
}

/** Names are ours alone. */
function plainName(name: string) {
  if (!/^\w+$/.test(name)) throw new TypeError(`not a name of a parameter: ${name}`)
  return name
}
const named = (name: string) => `param_${plainName(name)}`

export type Settings = Readonly<Record<string, unknown>>

/** Settings as a statement or a clause says them: "a = 1, b = 'x'". */
export function inSql(settings: Settings): string {
  const each = Object.entries(settings).flatMap(([name, value]) =>
    value === undefined ? [] : [`${plainName(name)} = ${ofSetting(value)}`],
  )
  return each.join(', ')
}

const ofSetting = (value: unknown) =>
  typeof value === 'string'
    ? quoted(value)
    : plain(typeof value === 'boolean' ? Number(value) : value)

/** Of a statement, in bytes: the engine's own limit is a quarter of a megabyte. */
const longest = 1024 ** 3
const longestUnasked = 128 * 1024

/**
 * "SET final = 1, param_p1 = '…'; " for settings and for values as they travel, however long; nothing for none. One statement, for each
 * costs as much as planning a small question.
 */
export function setting(
  travellers: Readonly<Record<string, string>>,
  settings: Settings = {},
): string {
  const values = Object.entries(travellers).map(
    ([name, value]) => `${named(name)} = ${quoted(value)}`,
  )
  const all = [inSql(settings), ...values].filter((one) => one !== '').join(', ')
  if (all === '') return ''
  const room = all.length > longestUnasked ? `SET max_query_size = ${longest}; ` : ''
  return `${room}SET ${all}; `
}
