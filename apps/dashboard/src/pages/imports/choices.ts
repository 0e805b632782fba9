import type { FileKind } from '@airgraph/ingest/files/kind-word.ts'
import {
  type ImportPlan,
  type PlanOptions,
  readPlan,
  type Target,
} from '@airgraph/ingest/files/plan.ts'
import { currencyDigits } from '../../format/numbers.ts'
import { err, type Result } from '@airgraph/domain/result.ts'

/** What a column can say, in the order in which it is asked. */
export const fields = [
  { name: 'at', title: 'When it happened', must: true },
  { name: 'email', title: 'Address of the person' },
  { name: 'external-id', title: 'Your id of the person' },
  { name: 'kind', title: 'What happened' },
  { name: 'campaign', title: 'Campaign' },
  { name: 'message', title: 'Message id' },
  { name: 'amount', title: 'Amount' },
  { name: 'currency', title: 'Currency of each row' },
  { name: 'id', title: 'Id of the event' },
  { name: 'url', title: 'Link' },
  { name: 'country', title: 'Country, as two letters' },
  { name: 'user-agent', title: 'User agent' },
  { name: 'ip', title: 'IP address' },
  { name: 'name', title: 'Name of a custom event' },
  { name: 'bounce-class', title: 'Bounce: hard, soft …' },
  { name: 'bounce-reason', title: 'Bounce: reason' },
] as const satisfies readonly {
  readonly name: Target
  readonly title: string
  readonly must?: true
}[]
export type FieldName = (typeof fields)[number]['name']

/** How amounts are written: with a point or a comma before the cents, or in cents without either. */
export const writings = { '.': '1,234.56', ',': '1.234,56', minor: '123456 (cents)' } as const
export type Writing = keyof typeof writings

/** What somebody chose, or left as it was guessed. A column’s name, or empty. */
export interface Choices {
  readonly columns: Readonly<Partial<Record<FieldName, string>>>
  /** Where no column says it. */
  readonly kind: FileKind | ''
  /** The amount is multiplied by it: a price by how many were bought. */
  readonly times: string
  readonly writing: Writing
  readonly currency: string
  readonly timeZone: string
  readonly dateFormat: string
  /** Rows equal here are one event. */
  readonly group: string
  /** Only rows for which this is true. */
  readonly where: string
  readonly keepDuplicates: boolean
  readonly properties: readonly string[]
}

/** What is missing before anything can be loaded, in a sentence; `null` if nothing is. */
export function missingFrom({ columns, kind, writing, currency }: Choices): string | null {
  if (!columns.at) return 'Say which column tells when it happened.'
  if (!columns.email && !columns['external-id'])
    return 'Say which column tells whose event it is: an address, or your id of the person.'
  if (!columns.kind && kind === '')
    return 'Say what happened: in which column, or the same in every row.'
  if (kind === 'custom' && !columns.name) return 'Say which column names the custom event.'
  if (columns.amount && !columns.currency && !/^[A-Za-z]{3}$/.test(currency.trim()))
    return 'Say the currency of the amounts, such as EUR.'
  if (columns.amount && columns.currency && writing === 'minor' && currency.trim() === '')
    return 'Say a currency: how many cents are one is different in each.'
  return null
}

/** The plan that the command line would make of the same choices, with the faults in words of this page. */
export function planOf(choices: Choices): Result<ImportPlan, string> {
  const missing = missingFrom(choices)
  if (missing !== null) return err(missing)
  const plan = readPlan(optionsOf(choices))
  return plan.ok ? plan : err(inPageWords(plan.error))
}

function optionsOf(choices: Choices): PlanOptions {
  const { columns, properties } = choices
  const said = fields
    .filter(({ name }) => columns[name])
    .map(({ name }) => [name, name === 'amount' ? amountOf(choices) : quoted(columns[name] ?? '')])
  const kept = properties.map((column) => [`property:${propertyName(column)}`, quoted(column)])
  return {
    kind: choices.kind || undefined,
    map: [...said, ...kept].map(([target, from]) => `${target}=${from}`),
    where: choices.where.trim() || undefined,
    group: choices.group ? quoted(choices.group) : undefined,
    currency: choices.columns.amount ? choices.currency.trim() || undefined : undefined,
    dateFormat: choices.dateFormat.trim() || 'auto',
    timeZone: choices.timeZone.trim() || 'UTC',
    decimal: choices.writing === ',' ? ',' : '.',
    keepDuplicates: choices.keepDuplicates,
  }
}

const quoted = (column: string) => `\`${column}\``

/** A target ends at the first “=”. */
const propertyName = (column: string) => column.replaceAll(/[=,'`]/g, '_')

function amountOf({ columns, times, writing, currency }: Choices): string {
  const amount = quoted(columns.amount ?? '')
  const whole = times === '' ? amount : `${amount}*${quoted(times)}`
  return writing === 'minor' ? `${whole}/${minorIn(currency)}` : whole
}

const minorIn = (currency: string) => 10 ** currencyDigits(currency.trim().toUpperCase())

const words: readonly (readonly [RegExp, string])[] = [
  [/; with --keep-duplicates each counts/, '; tick “rows that are equal each count” to count each'],
  [/: say --encoding, such as latin1/, ': save the file as UTF-8'],
  [/: say --date-format, such as/, ': say under “Dates are written” how, such as'],
  [/: say --date-format/, ': say under “Dates are written” how'],
  [/ of the form auto\b/, ''],
  [/`([^`]*)`/g, '$1'],
  [/--date-format/, 'Dates are written'],
  [/--time-zone/, 'Time zone'],
  [/--where/, 'Only rows where'],
  [/--currency/, 'Currency'],
  [/--group/, 'One event for rows with the same'],
  [/--map (at|amount)=\S*:/, ''],
  [/--map /, ''],
]

/** What the engine says, of whose options this page has others. */
export const inPageWords = (said: string) =>
  words.reduce((text, [option, word]) => text.replace(option, word), said).trim()
