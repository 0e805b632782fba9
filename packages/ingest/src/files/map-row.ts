import type { Bounce, Properties } from '@airgraph/domain/event.ts'
import { bounceClasses } from '@airgraph/domain/event.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { Result } from '@airgraph/domain/result.ts'
import { readAddress } from '../address.ts'
import { findColumn, textAt } from './columns.ts'
import {
  type Amount,
  type Scope,
  type Test,
  compileAmount,
  compileTest,
} from './expression/compile.ts'
import { readExpression } from './expression/read-expression.ts'
import type { Fact } from './fact.ts'
import { type FileKind, readKind } from './kind-word.ts'
import { isCurrency } from './minor-units.ts'
import { momentReader } from './moment.ts'
import type { ImportPlan, Target } from './plan.ts'
import { RowFault } from './row-fault.ts'
import type { Row } from './table.ts'

type Values = readonly unknown[]
type Text = (values: Values) => string
type Property = Properties[string]

/** `null` is a row that the plan leaves out. Throws `RowFault` where a row cannot be an event. */
export type MapRow = (row: Row) => Fact | null

/** The plan, for a file with these columns. Throws `Failure` where it asks for columns that are not there. */
export function compilePlan(
  plan: ImportPlan,
  columns: readonly string[],
  sample: readonly Row[],
): MapRow {
  const scope: Scope = { columns, decimal: plan.decimal }
  const keep = plan.where === undefined ? null : testOf('--where', plan.where, scope)
  const refund =
    plan.refundWhen === undefined ? null : testOf('--refund-when', plan.refundWhen, scope)
  const group = plan.group === undefined ? null : columnOf('--group', plan.group, columns)
  const noGroup = `${plan.group} is empty, so the row belongs to no group.`
  const kindAt = kindOf(plan, columns)
  const contact = contactOf(plan, columns)
  const at = momentOf(plan, columns, sample)
  const money = moneyOf(plan, scope)
  const text = (target: Target) => textOfTarget(plan, columns, target)
  const words = {
    message: text('message'),
    campaign: text('campaign'),
    url: text('url'),
    agent: text('user-agent'),
    ip: text('ip'),
    country: text('country'),
    name: text('name'),
    id: text('id'),
  }
  const bounce = bounceOf(plan, columns)
  const properties = propertiesOf(plan, columns)

  return ({ line, text: written, values }) => {
    if (keep && !keep(values)) return null
    const kind = kindAt(values)
    const { recipient, externalId, who } = contact(values)
    const id = words.id?.(values) || null
    const key = group && filled(group(values), noGroup)
    const isRefund = refund !== null && refund(values)
    const { amount, currency } = money(values, kind)
    return {
      line,
      rows: 1,
      text: written,
      who,
      id,
      group: key,
      refund: isRefund,
      amount,
      currency,
      reported: {
        kind,
        occurredAt: at(values),
        recipient,
        externalId,
        messageId: words.message?.(values) || undefined,
        campaignId: words.campaign?.(values) || undefined,
        stream: plan.stream,
        url: words.url?.(values) || undefined,
        userAgent: words.agent?.(values),
        ip: words.ip?.(values) || undefined,
        country: words.country?.(values) || undefined,
        name: words.name?.(values) || undefined,
        bounce: isFailure(kind) ? bounce(values) : undefined,
        properties: properties?.(values),
      },
    }
  }
}

function filled(text: string, fault: string): string {
  if (text === '') throw new RowFault(fault)
  return text
}

function orFail<T>(option: string, result: Result<T, string>): T {
  if (result.ok) return result.value
  throw new Failure('invalid', `${option}: ${result.error.replace(/\.?$/, '.')}`)
}

function testOf(option: string, text: string, scope: Scope): Test {
  const named = `${option} "${text}"`
  return orFail(named, compileTest(orFail(named, readExpression(text)), scope))
}

function columnOf(option: string, name: string, columns: readonly string[]): Text {
  const bare = /^`.*`$/.test(name) ? name.slice(1, -1) : name
  return textAt(orFail(option, findColumn(columns, bare)), bare)
}

function textOfTarget(
  { map }: ImportPlan,
  columns: readonly string[],
  target: Target,
): Text | null {
  const from = map[target]
  if (from === undefined) return null
  if (/^'.*'$/.test(from)) {
    const fixed = from.slice(1, -1)
    return () => fixed
  }
  return columnOf(`--map ${target}`, from, columns)
}

function kindOf(plan: ImportPlan, columns: readonly string[]): (values: Values) => FileKind {
  const said = textOfTarget(plan, columns, 'kind')
  return (values) => {
    const word = said?.(values) ?? ''
    const kind = word === '' ? plan.kind : readKind(word)
    if (kind) return kind
    throw new RowFault(
      word === ''
        ? `${plan.map.kind} is empty, so it is not known what happened.`
        : `${plan.map.kind} is "${word.slice(0, 100)}", which is no kind of event that is known.`,
    )
  }
}

function contactOf(plan: ImportPlan, columns: readonly string[]) {
  const contact = textOfTarget(plan, columns, 'contact')
  const email = textOfTarget(plan, columns, 'email')
  const external = textOfTarget(plan, columns, 'external-id')
  const { map } = plan
  const from = [map.contact, map.email, map['external-id']].filter((name) => name !== undefined)
  return (values: Values) => {
    const either = contact?.(values) ?? ''
    const address = email?.(values) || (either.includes('@') ? either : '')
    const id = external?.(values) || (either.includes('@') ? '' : either)
    const who = filled(
      address ? nameOf(address) : id,
      `Nobody is named: ${from.join(', ')} is empty.`,
    )
    return { recipient: address || undefined, externalId: id || undefined, who: id || who }
  }
}

function nameOf(written: string): string {
  const address = readAddress(written)
  if (!address.ok)
    throw new RowFault(`"${written.slice(0, 100)}" is no address: it ${address.error}.`)
  return address.value
}

function momentOf(plan: ImportPlan, columns: readonly string[], sample: readonly Row[]) {
  const column = plan.map.at ?? ''
  const place = orFail('--map at', findColumn(columns, column.replaceAll('`', '')))
  const text = textAt(place, column)
  const samples = sample.flatMap(({ values }) =>
    values[place] instanceof Date ? [] : [sampleOf(text, values)],
  )
  const read = orFail(`--map at=${column}`, momentReader(plan.dateFormat, plan.timeZone, samples))
  return (values: Values): Date => {
    const value = values[place]
    if (value instanceof Date) return value
    const written = filled(text(values), `${column} is empty, so it is not known when it happened.`)
    const at = read(written)
    if (at === null)
      throw new RowFault(
        `${column} is "${written.slice(0, 100)}", which is not a date of the form ${plan.dateFormat}.`,
      )
    return at
  }
}

function sampleOf(text: Text, values: Values): string {
  try {
    return text(values)
  } catch (error) {
    if (error instanceof RowFault) return ''
    throw error
  }
}

/** Of rows of several kinds, only these must name an amount. */
const isPaid = (kind: FileKind) => kind === 'converted' || kind === 'refunded'

const noMoney = { amount: null, currency: '' }

function moneyOf(
  plan: ImportPlan,
  scope: Scope,
): (values: Values, kind: FileKind) => Pick<Fact, 'amount' | 'currency'> {
  const { amount: from } = plan.map
  if (from === undefined) return () => noMoney
  const named = `--map amount=${from}`
  const amount: Amount = orFail(named, compileAmount(orFail(named, readExpression(from)), scope))
  const own = textOfTarget(plan, scope.columns, 'currency')
  return (values, kind) => {
    const value = amount(values)
    if (value === null && plan.map.kind !== undefined && !isPaid(kind)) return noMoney
    if (value === null) throw new RowFault(`There is no amount: ${from} is empty.`)
    const currency = own?.(values).toUpperCase() || (plan.currency ?? '')
    if (!isCurrency(currency)) throw new RowFault(`"${currency}" is no currency.`)
    return { amount: value, currency }
  }
}

const isFailure = (kind: FileKind) =>
  kind === 'bounced' || kind === 'deferred' || kind === 'rejected'

function bounceOf(plan: ImportPlan, columns: readonly string[]): (values: Values) => Bounce {
  const kind = textOfTarget(plan, columns, 'bounce-class')
  const reason = textOfTarget(plan, columns, 'bounce-reason')
  const detail = textOfTarget(plan, columns, 'bounce-detail')
  return (values) => ({
    class: bounceClasses.find((known) => known === kind?.(values).toLowerCase()) ?? 'undetermined',
    reason: reason?.(values) ?? '',
    detail: detail?.(values) ?? '',
  })
}

function propertiesOf(
  plan: ImportPlan,
  columns: readonly string[],
): ((values: Values) => Properties) | null {
  const wanted = Object.keys(plan.map).filter((target) =>
    target.startsWith('property:'),
  ) as Target[]
  if (wanted.length === 0) return null
  const readers = wanted.map(
    (target) => [target.slice('property:'.length), propertyOf(plan, columns, target)] as const,
  )
  return (values) => {
    const found = readers.map(([name, read]) => [name, read(values)] as const)
    return Object.fromEntries(found.filter((entry) => entry[1] !== ''))
  }
}

/** Numbers and truth values stay what they are in files that know them. */
function propertyOf(
  plan: ImportPlan,
  columns: readonly string[],
  target: Target,
): (values: Values) => Property {
  const text = textOfTarget(plan, columns, target) ?? (() => '')
  const place = findColumn(columns, (plan.map[target] ?? '').replaceAll('`', ''))
  if (!place.ok) return text
  return (values) => {
    const value = values[place.value]
    return typeof value === 'number' || typeof value === 'boolean' ? value : text(values)
  }
}
