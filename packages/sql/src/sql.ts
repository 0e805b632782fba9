/** ClickHouse SQL whose values travel beside the text, never inside it. */
export interface Sql {
  readonly chunks: readonly (string | Param)[]
}

/** A typed query parameter: `type` is ClickHouse's, such as "String" or "Array(UUID)". */
export interface Param {
  readonly type: string
  readonly value: unknown
}

const isSql = (hole: Sql | Param): hole is Sql => 'chunks' in hole

export const sql = (text: TemplateStringsArray, ...holes: readonly (Sql | Param)[]): Sql => ({
  chunks: text.flatMap((words, i) => {
    const hole = holes[i]
    if (hole === undefined) return [words]
    return isSql(hole) ? [words, ...hole.chunks] : [words, hole]
  }),
})

export const empty: Sql = { chunks: [] }

const param = (type: string) => (value: unknown) => ({ type, value }) satisfies Param
export const str = param('String')
export const strings = param('Array(String)')
export const uuid = param('UUID')
export const uuids = param('Array(UUID)')
export const uint = param('UInt64')
export const int = param('Int64')
export const float = param('Float64')
/** A moment, from a `Date`, to the millisecond. */
export const moment = (at: Date): Sql => sql`fromUnixTimestamp64Milli(${int(at.getTime())}, 'UTC')`

export function join(parts: readonly Sql[], separator: string): Sql {
  return {
    chunks: parts.flatMap((part, i) => (i === 0 ? part.chunks : [separator, ...part.chunks])),
  }
}

/** Parenthesised, and true of everything when there are no parts. */
export const allOf = (parts: readonly Sql[]): Sql =>
  parts.length === 0 ? sql`1` : sql`(${join(parts, ' AND ')})`
/** Parenthesised, and true of nothing when there are no parts. */
export const anyOf = (parts: readonly Sql[]): Sql =>
  parts.length === 0 ? sql`0` : sql`(${join(parts, ' OR ')})`

/** A column, table or alias by name. Anything but a plain identifier is a bug of ours, and throws. */
export function name(identifier: string): Sql {
  if (!/^[a-z_][a-z0-9_.]*$/i.test(identifier)) throw new Error(`not an identifier: ${identifier}`)
  return { chunks: [identifier] }
}

/** The text as ClickHouse takes it, and its parameters by name. */
export function render({ chunks }: Sql) {
  const values: unknown[] = []
  const text = chunks.map((chunk) => {
    if (typeof chunk === 'string') return chunk
    return `{p${values.push(chunk.value)}: ${chunk.type}}`
  })
  const params = Object.fromEntries(values.map((value, i) => [`p${i + 1}`, value]))
  return { text: text.join(''), params }
}
