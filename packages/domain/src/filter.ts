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

export const Filter: z.ZodType<Filter> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(Filter).max(50) }),
    z.strictObject({ any: z.array(Filter).max(50) }),
    z.strictObject({ not: Filter }),
    z.strictObject({ dimension: Dimension, is: z.array(Value).min(1).max(1_000) }),
    z.strictObject({ dimension: Dimension, contains: Value.min(1) }),
  ]),
)
