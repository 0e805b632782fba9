import { z } from 'zod'

/** Something to split or filter by. `property:plan` is the event property "plan". */
export const dimensions = [
  'campaign',
  'stream',
  'mailbox-provider',
  'source',
  'country',
  'device',
  'client',
  'link',
  'hour',
  'weekday',
  'engagement',
  'kind',
  'bounce-reason',
  'currency',
  'name',
] as const

export const Dimension = z.union([
  z.enum(dimensions),
  z.templateLiteral(['property:', z.string().min(1).max(100)]),
])
export type Dimension = z.infer<typeof Dimension>

const Value = z.string().max(2_000)

/** What an event must be like to count. A dimension that an event does not have is the empty string. */
export type Filter =
  | { readonly all: readonly Filter[] }
  | { readonly any: readonly Filter[] }
  | { readonly not: Filter }
  | { readonly dimension: Dimension; readonly is: readonly string[] }
  | { readonly dimension: Dimension; readonly contains: string }

const Part: z.ZodType<Filter> = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: z.array(Part).max(50) }),
      z.strictObject({ any: z.array(Part).max(50) }),
      z.strictObject({ not: Part }),
      z.strictObject({ dimension: Dimension, is: z.array(Value).min(1).max(1_000) }),
      z.strictObject({ dimension: Dimension, contains: Value.min(1) }),
    ]),
  )
  .meta({ id: 'Filter' })

const deepest = 20
const mostParts = 200

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Level by level, not by calling itself: the stack is what a deep filter would overflow. */
function tooMuch(filter: unknown): string | undefined {
  let [level, depth, parts] = [[filter].filter(isObject), 0, 0]
  while (level.length > 0) {
    depth += 1
    parts += level.length
    if (depth > deepest)
      return `A filter may be nested ${deepest} deep, and this is deeper. Say the same with fewer “all”, “any” and “not”.`
    if (parts > mostParts)
      return `A filter may have ${mostParts} parts, and this has more. List values of one dimension in one “is”.`
    level = level.flatMap((part) => Object.values(part).flat()).filter(isObject)
  }
  return undefined
}

export const Filter: z.ZodType<Filter> = z.preprocess((value, context) => {
  const message = tooMuch(value)
  if (message !== undefined) context.addIssue({ code: 'custom', message })
  return value
}, Part)
