import type { z } from 'zod'

/** What each field is not, in the words of whoever sends it: one fault for a field, the first that was found. */
export function faultsIn({ issues }: z.ZodError, whole?: string): string {
  const byField = new Map<string, string>()
  for (const { path, message } of issues) {
    const field = path.join('.') || (whole ?? '')
    if (!byField.has(field)) byField.set(field, message)
  }
  return [...byField]
    .map(([field, message]) => (field === '' ? message : `${field}: ${message}`))
    .join('; ')
}

/** Given to a parse as its `error`. What a schema says in its own words stands. */
export const inWords: z.core.$ZodErrorMap = (issue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${nameOf(issue.expected)}, ${found(issue.input)}`
    case 'invalid_value':
      return `expected ${choice(issue.values)}, ${found(issue.input)}`
    case 'too_small':
      return `expected ${amount(issue.origin, issue.minimum)} or more`
    case 'too_big':
      return `expected ${amount(issue.origin, issue.maximum)} or less`
    case 'invalid_format':
      return formats[issue.format]
    case 'unrecognized_keys':
      return `there is no field called ${issue.keys.map(quoted).join(', ')}`
    case 'invalid_union':
      return unionWords(issue)
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'not_multiple_of':
    default:
      return undefined
  }
}

const names: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  int: 'whole number',
  boolean: 'true or false',
  object: 'object',
  record: 'object',
  array: 'list',
}
const nameOf = (type: string) => names[type] ?? type

const longestShown = 60

function found(input: unknown): string {
  if (input === undefined) return 'and it is missing'
  if (input === null) return 'not null: leave out what is not known'
  if (Array.isArray(input)) return 'not a list'
  if (typeof input === 'object') return 'not an object'
  if (typeof input === 'string') return `not ${quoted(input.slice(0, longestShown))}`
  return typeof input === 'number' || typeof input === 'boolean' ? `not ${input}` : 'not this'
}

const choice = (values: readonly unknown[]) =>
  values.length === 1 ? `“${String(values[0])}”` : `one of ${values.map(String).join(', ')}`

const counted: Readonly<Record<string, readonly [one: string, more: string]>> = {
  string: ['character', 'characters'],
  array: ['item', 'items'],
  set: ['item', 'items'],
  file: ['byte', 'bytes'],
}

function amount(origin: string, limit: number | bigint) {
  const unit = counted[origin]?.[Number(limit) === 1 ? 0 : 1]
  return unit === undefined ? String(limit) : `${limit} ${unit}`
}

const formats: Readonly<Record<string, string>> = {
  datetime: 'expected a time with its zone, such as "2026-11-22T09:30:00Z"',
  date: 'expected a day such as "2026-11-22"',
  uuid: 'expected a UUID',
  url: 'expected a URL',
}

function unionWords(issue: z.core.$ZodRawIssue) {
  const { discriminator, options, input } = issue as {
    readonly discriminator?: string
    readonly options?: readonly unknown[]
    readonly input?: unknown
  }
  if (discriminator === undefined || options === undefined) return undefined
  const given = (input as Readonly<Record<string, unknown>> | null)?.[discriminator]
  return `expected ${choice(options)}, ${found(given)}`
}

const quoted = (text: string) => `“${text}”`
