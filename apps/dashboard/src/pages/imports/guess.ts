import { readKind } from '@airgraph/ingest/files/kind-word.ts'
import type { Choices, FieldName, Writing } from './choices.ts'

interface Beginning {
  readonly columns: readonly string[]
  /** The first rows, as text. */
  readonly rows: readonly (readonly string[])[]
}

interface Workspace {
  readonly currency: string
  readonly timeZone: string
}

type Fits = (values: readonly string[]) => boolean

const filledOf = (values: readonly string[]) => values.filter((value) => value !== '')
/** Most of those that say something. */
const mostly =
  (is: (value: string) => boolean): Fits =>
  (values) => {
    const filled = filledOf(values)
    return filled.length > 0 && filled.filter(is).length >= filled.length * 0.6
  }

const anything: Fits = () => true
const addresses = mostly((value) => value.includes('@'))
const numbers = mostly((value) => /^[\p{Sc}\s]*[-+]?\d[\d.,\s]*[\p{Sc}\s]*$/u.test(value))
const withDigits = mostly((value) => /\d{4}|\d+[./-]\d+/.test(value))

/** By what a column is called, and only where its values are of that sort. */
const known: readonly (readonly [FieldName, RegExp, Fits])[] = [
  [
    'at',
    /^(occurred|happened|created|sent|delivered|opened|clicked|invoice|order|event|purchase|transaction)?[ _-]?(at|date|time|timestamp|datetime|when)$/i,
    withDigits,
  ],
  ['at', /(date|time|timestamp)/i, withDigits],
  [
    'email',
    /^(e-?mail|address|recipient|to|contact|customer[ _-]?e-?mail|e-?mail[ _-]?address)$/i,
    addresses,
  ],
  [
    'external-id',
    /^(external|customer|user|contact|person|client|subscriber|member|distinct)[ _-]?(id|no|nr|number|key)?$/i,
    anything,
  ],
  [
    'kind',
    /^(kind|event|type|action|event[ _-]?(type|name)|status)$/i,
    mostly((value) => readKind(value) !== null),
  ],
  ['campaign', /^campaign([ _-]?(id|name))?$/i, anything],
  ['message', /^(message|email|sg)[ _-]?(message)?[ _-]?id$/i, anything],
  [
    'amount',
    /^(amount|revenue|total|value|paid|sum|spend|(order|total)[ _-]?(amount|value|price|total)|price|unit[ _-]?price)$/i,
    numbers,
  ],
  ['currency', /^currency([ _-]?code)?$/i, mostly((value) => /^[a-z]{3}$/i.test(value))],
  ['id', /^(event[ _-]?id|id|uuid)$/i, anything],
  ['url', /^(url|link)$/i, mostly((value) => /^https?:/i.test(value))],
  ['country', /^country([ _-]?code)?$/i, mostly((value) => /^[a-z]{2}$/i.test(value))],
  ['user-agent', /^user[ _-]?agent$/i, anything],
  ['ip', /^ip([ _-]?address)?$/i, anything],
]

const howMany = /^(quantity|qty|count|units|pieces)$/i
const receipt = /^(invoice|order|receipt|transaction|basket)[ _-]?(id|no|nr|number)?$/i

/** How a file is understood before anybody has said anything. */
export function guessChoices(beginning: Beginning, workspace: Workspace): Choices {
  const valuesOf = (column: string) => {
    const place = beginning.columns.indexOf(column)
    return beginning.rows.map((row) => (row[place] ?? '').trim())
  }
  const columns: Partial<Record<FieldName, string>> = {}
  const taken = new Set<string>()
  for (const [field, name, fits] of known) {
    if (columns[field] !== undefined) continue
    const column = beginning.columns.find(
      (one) => !taken.has(one) && name.test(one.trim()) && fits(valuesOf(one)),
    )
    if (column === undefined) continue
    columns[field] = column
    taken.add(column)
  }
  const free = beginning.columns.filter((column) => !taken.has(column))
  const amounts = columns.amount === undefined ? [] : valuesOf(columns.amount)
  const isOfOne = /price/i.test(columns.amount ?? '')
  return {
    columns,
    kind: columns.kind === undefined && columns.amount !== undefined ? 'converted' : '',
    times:
      (isOfOne && free.find((column) => howMany.test(column) && numbers(valuesOf(column)))) || '',
    writing: writingOf(amounts),
    currency: workspace.currency,
    timeZone: workspace.timeZone,
    dateFormat: '',
    group: free.find((column) => receipt.test(column) && repeats(valuesOf(column))) ?? '',
    where: '',
    keepDuplicates: false,
    properties: [],
  }
}

/** Rows that follow each other say the same: they are parts of one. */
const repeats = (values: readonly string[]) =>
  values.some((value, i) => value !== '' && value === values[i - 1])

function writingOf(amounts: readonly string[]): Writing {
  const commas = amounts.filter((text) => /,\d{1,2}\D*$/.test(text)).length
  const points = amounts.filter((text) => /\.\d{1,2}\D*$/.test(text)).length
  return commas > points ? ',' : '.'
}
