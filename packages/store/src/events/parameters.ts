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
const quoted = (text: string) => `'${escaped(text).replaceAll("'", "\\'")}'`

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

/** A parameter's name is ours alone. */
const named = (name: string) => {
  if (!/^\w+$/.test(name)) throw new TypeError(`not a name of a parameter: ${name}`)
  return `param_${name}`
}

/** Of a statement, in bytes: the engine's own limit is a quarter of a megabyte. */
const longest = 1024 ** 3

/** "SET param_p1 = '…'; " for values as they travel, however long; nothing for none. */
export function setting(travellers: Readonly<Record<string, string>>): string {
  const each = Object.entries(travellers).map(
    ([name, value]) => `${named(name)} = ${quoted(value)}`,
  )
  return each.length === 0 ? '' : `SET max_query_size = ${longest}; SET ${each.join(', ')}; `
}
