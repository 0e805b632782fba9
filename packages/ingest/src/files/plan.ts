import { type Stream, streams } from '@airgraph/domain/event.ts'
import { type Result, err, ok } from '@airgraph/domain/result.ts'
import type { DecimalMark } from './exact.ts'
import { readExpression } from './expression/read-expression.ts'
import { type FileKind, fileKinds } from './kind-word.ts'
import { isCurrency } from './minor-units.ts'
import { dateFormatFault, isTimeZone } from './moment.ts'
import type { Layout } from './table.ts'

/** What a column can become. `contact` is an address where it contains @, else an external id. */
export const targets = [
  'kind',
  'contact',
  'email',
  'external-id',
  'at',
  'id',
  'message',
  'campaign',
  'url',
  'user-agent',
  'ip',
  'country',
  'name',
  'amount',
  'currency',
  'bounce-class',
  'bounce-reason',
  'bounce-detail',
] as const
export type Target = (typeof targets)[number] | `property:${string}`

/** How the rows of a file become events. */
export interface ImportPlan extends Layout {
  /** Of rows whose kind no column says. */
  readonly kind: FileKind | undefined
  /** A column's name, or a fixed text in single quotes; of `amount` an expression such as "quantity*price". */
  readonly map: Readonly<Partial<Record<Target, string>>>
  readonly stream?: Stream | undefined
  /** Only rows for which this is true. */
  readonly where?: string | undefined
  /** Rows equal in this column, of one contact, are one event: its amount is their sum, its time the earliest. */
  readonly group?: string | undefined
  readonly dateFormat: string
  readonly timeZone: string
  readonly decimal: DecimalMark
  readonly currency?: string | undefined
  /** Rows for which this is true are refunds. Without it, those whose amount is below zero are. */
  readonly refundWhen?: string | undefined
  /** Rows that are equal to the letter are as many events, not one. Of a group every row counts in any case. */
  readonly keepDuplicates: boolean
}

/** As they come from a command line. */
export interface PlanOptions {
  readonly kind?: string | undefined
  /** "contact=CustomerID,at=InvoiceDate", or several such. */
  readonly map?: string | readonly string[] | undefined
  readonly stream?: string | undefined
  readonly where?: string | undefined
  readonly group?: string | undefined
  readonly dateFormat?: string | undefined
  readonly timeZone?: string | undefined
  readonly decimal?: string | undefined
  readonly currency?: string | undefined
  readonly refundWhen?: string | undefined
  readonly keepDuplicates?: boolean | undefined
  readonly delimiter?: string | undefined
  readonly encoding?: string | undefined
  /** "id,at,amount", of a file without a header. */
  readonly columns?: string | undefined
}

const paid: readonly string[] = ['converted', 'refunded']
const decimals: readonly DecimalMark[] = ['.', ',']

/** Checks all that can be checked before there is a file. The error says which option is wrong and what to do. */
export function readPlan(options: PlanOptions): Result<ImportPlan, string> {
  const map = readMap(options.map)
  const kind = fileKinds.find((known) => known === options.kind)
  const saidByRows = options.kind === undefined && map.ok && map.value.kind !== undefined
  if (!kind && !saidByRows)
    return err(`--kind must be one of ${fileKinds.join(', ')}${got(options.kind)}.`)
  if (!map.ok) return map
  const layout = readLayout(options)
  if (!layout.ok) return layout
  const plan: ImportPlan = {
    ...layout.value,
    kind,
    map: map.value,
    stream: streams.find((known) => known === options.stream),
    where: options.where,
    group: options.group,
    dateFormat: options.dateFormat ?? 'auto',
    timeZone: options.timeZone ?? 'UTC',
    decimal: decimals.find((known) => known === options.decimal) ?? '.',
    currency: options.currency?.toUpperCase(),
    refundWhen: options.refundWhen,
    keepDuplicates: options.keepDuplicates ?? false,
  }
  const fault = faultIn(plan, options)
  return fault === null ? ok(plan) : err(fault)
}

const got = (value: string | undefined) => (value === undefined ? '' : `, not "${value}"`)

function faultIn(plan: ImportPlan, options: PlanOptions): string | null {
  const { map } = plan
  if (!map.contact && !map.email && !map['external-id'])
    return '--map must say who it was: contact=COLUMN, email=COLUMN or external-id=COLUMN.'
  if (!map.at) return '--map must say when it happened: at=COLUMN.'
  if (options.stream !== undefined && !plan.stream)
    return `--stream must be one of ${streams.join(', ')}, not "${options.stream}".`
  if (options.decimal !== undefined && plan.decimal !== options.decimal)
    return `--decimal must be "." or ",", not "${options.decimal}".`
  if (!isTimeZone(plan.timeZone))
    return `--time-zone "${plan.timeZone}" is unknown: say a name such as "Europe/Berlin" or "UTC".`
  const format = dateFormatFault(plan.dateFormat)
  return format === null
    ? (faultInMoney(plan) ?? faultInExpressions(plan))
    : `--date-format: ${format}`
}

function faultInMoney({ map, currency, kind, refundWhen }: ImportPlan): string | null {
  if (map.amount !== undefined && currency === undefined && map.currency === undefined)
    return '--map amount needs a currency: say --currency EUR, or --map currency=COLUMN.'
  if (currency !== undefined && !isCurrency(currency))
    return `--currency "${currency}" is unknown: say an ISO 4217 code such as EUR.`
  if (refundWhen !== undefined && kind !== undefined && !paid.includes(kind))
    return `--refund-when goes with --kind converted, not ${kind}.`
  return null
}

function faultInExpressions({ map, where, refundWhen }: ImportPlan): string | null {
  const written = { '--where': where, '--refund-when': refundWhen, '--map amount': map.amount }
  for (const [option, text] of Object.entries(written)) {
    const read = text === undefined ? null : readExpression(text)
    if (read && !read.ok) return `${option} "${text}": ${read.error}.`
  }
  return null
}

function readMap(option: PlanOptions['map'] = []): Result<ImportPlan['map'], string> {
  const map: Partial<Record<Target, string>> = {}
  for (const pair of [option].flat().flatMap(pairsIn)) {
    const equals = pair.indexOf('=')
    const target = pair.slice(0, equals).trim()
    const column = pair.slice(equals + 1).trim()
    if (equals < 0 || column === '')
      return err(`--map "${pair}" must be of the form target=COLUMN.`)
    if (!isTarget(target))
      return err(`--map cannot fill "${target}": it knows ${targets.join(', ')} and property:NAME.`)
    if (map[target] !== undefined) return err(`--map fills "${target}" twice.`)
    map[target] = column
  }
  return ok(map)
}

const isTarget = (name: string): name is Target =>
  (targets as readonly string[]).includes(name) || /^property:.+/.test(name)

/** Divided at commas, but not at those inside quotes. */
const pairsIn = (text: string): readonly string[] =>
  (text.match(/(?:'[^']*'|`[^`]*`|[^,])+/g) ?? [])
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')

const delimiters: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  '\\t': '\t',
  pipe: '|',
  whitespace: 'whitespace',
}

function readLayout({ delimiter, encoding, columns }: PlanOptions): Result<Layout, string> {
  const mark = delimiter === undefined ? undefined : (delimiters[delimiter] ?? delimiter)
  if (mark !== undefined && mark !== 'whitespace' && !/^[^"\n\r]$/.test(mark))
    return err(
      `--delimiter must be one character, or ${Object.keys(delimiters).join(', ')}, not "${delimiter}".`,
    )
  if (encoding !== undefined && !isEncoding(encoding))
    return err(
      `--encoding "${encoding}" is unknown: say utf-8, latin1, utf-16le or another WHATWG label.`,
    )
  return ok({ delimiter: mark, encoding, columns: columns?.split(',').map((name) => name.trim()) })
}

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== ''
  } catch {
    return false
  }
}
