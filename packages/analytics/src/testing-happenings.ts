/** Anything that can happen to the mail of a few people, in any order, and what can be asked of it: for property tests. */
import type { MailEvent } from '@airgraph/domain/event.ts'
import type { Dimension, Filter } from '@airgraph/domain/filter.ts'
import type { ContactId, EventId, WorkspaceId } from '@airgraph/domain/ids.ts'
import type { MinorUnits, Ratio } from '@airgraph/domain/units.ts'
import { engagementClasses } from '@airgraph/domain/verdict.ts'
import fc from 'fast-check'

/** Each with a day near which its clocks are changed, if they are. */
export const places = [
  { zone: 'Europe/Berlin', day: '2026-10-25' },
  { zone: 'America/Sao_Paulo', day: '2018-11-04' }, // has no midnight
  { zone: 'America/Sao_Paulo', day: '2018-02-18' }, // comes to it twice
  { zone: 'Asia/Kathmandu', day: '2026-03-01' },
] as const
export type Place = (typeof places)[number]

export const addDays = (date: string, days: number) =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)

export const contacts = [1, 2, 3].map((n) => `00000000-0000-4000-8100-00000000000${n}` as ContactId)
export const oneOf = <const T>(...values: readonly T[]) => fc.constantFrom(...values)
const halfHours = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -2 * 48, max: 3 * 48 }) },
  { weight: 2, arbitrary: fc.integer({ min: -60 * 48, max: 40 * 48 }) },
)

export const happening = fc.record({
  kind: oneOf(
    ...(['sent', 'accepted', 'delivered', 'deferred', 'rejected', 'bounced'] as const),
    ...(['opened', 'opened', 'opened', 'clicked', 'clicked', 'clicked', 'complained'] as const),
    ...(['unsubscribed', 'replied', 'visited', 'converted', 'converted', 'refunded'] as const),
  ),
  halfHours,
  contactId: oneOf(...contacts, null),
  messageId: oneOf('m1', 'm2', 'm3', 'm4', null),
  campaignId: oneOf('autumn', 'winter', 'O’Brien "x"', null),
  stream: oneOf('marketing', 'transactional', null),
  mailboxProvider: oneOf('gmail', 'yahoo', null),
  source: oneOf('api', 'ses'),
  device: oneOf('mobile', 'desktop', null),
  country: oneOf('DE', 'BR', null),
  client: oneOf('Gmail', null),
  url: oneOf('https://a.example/', 'https://b.example/?q=ä', null),
  bounce: oneOf('hard', 'soft', 'undetermined'),
  reason: oneOf('mailbox-full', 'dns'),
  engagement: oneOf(...engagementClasses),
  amount: oneOf(100, 250, 1999),
  currency: oneOf('EUR', 'EUR', 'USD', null),
  tells: fc.boolean(),
})
export type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

let stored = 0

/** A property that a message has is told by some of its events; what people do elsewhere has one of its own. */
function propertiesOf({ kind, messageId, tells, amount }: Happening): MailEvent['properties'] {
  if (!tells) return {}
  const isElsewhere = ['visited', 'converted', 'refunded'].includes(kind)
  if (isElsewhere || messageId === null) return { 'plan.“size”': amount }
  return messageId === 'm1' ? { 'plan.“size”': 'big' } : {}
}

export function eventOf(said: Happening, { day }: Place, workspace: string): MailEvent {
  const { kind, bounce, reason, engagement, amount, currency } = said
  const isMoney = kind === 'converted' || kind === 'refunded'
  const isBounce = kind === 'bounced' || kind === 'deferred' || kind === 'rejected'
  stored += 1
  return {
    eventId: `00000000-0000-4000-8300-${String(stored).padStart(12, '0')}` as EventId,
    workspaceId: workspace as WorkspaceId,
    source: said.source,
    kind,
    occurredAt: new Date(Date.parse(day) + said.halfHours * 1_800_000),
    receivedAt: new Date(),
    contactId: said.contactId,
    messageId: said.messageId,
    campaignId: said.campaignId,
    stream: said.stream,
    mailboxProvider: said.mailboxProvider,
    recipientDomain: null,
    url: kind === 'clicked' ? said.url : null,
    userAgent: null,
    client: said.client,
    device: said.device,
    ipNetwork: null,
    country: said.country,
    bounce: isBounce ? { class: bounce, reason, detail: '' } : null,
    flags: [],
    engagement:
      kind === 'opened' || kind === 'clicked'
        ? {
            class: engagement,
            confidence: 0.9 as Ratio,
            humanProbability: 0.5 as Ratio,
            reasons: ['told'],
            classifierVersion: 1,
          }
        : null,
    money: isMoney && currency ? { amount: amount as MinorUnits, currency } : null,
    name: null,
    properties: propertiesOf(said),
    raw: null,
  }
}

const values: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  campaign: ['autumn', 'O’Brien "x"', ''],
  stream: ['marketing', ''],
  'mailbox-provider': ['gmail'],
  source: ['ses'],
  hour: ['00', '01', '10', '23'],
  weekday: ['1', '7'],
  'property:plan.“size”': ['big', '250', ''],
}
const eventValues: typeof values = {
  device: ['mobile', ''],
  country: ['DE'],
  link: ['https://a.example/'],
  engagement: ['human', 'scanner'],
  'bounce-reason': ['dns'],
  currency: ['EUR', 'USD'],
  kind: ['opened', 'converted'],
}
const dimensionsOf = (from: typeof values) => Object.keys(from) as Dimension[]
export const dimension = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...dimensionsOf(values)) },
  { weight: 1, arbitrary: fc.constantFrom(...dimensionsOf(eventValues)) },
)
const filterBy = (dimensions: fc.Arbitrary<Dimension>) => {
  const condition: fc.Arbitrary<Filter> = dimensions.chain((of) => {
    const some = values[of] ?? eventValues[of] ?? []
    return fc.oneof(
      fc.uniqueArray(fc.constantFrom(...some), { minLength: 1, maxLength: 2 }).map((is) => ({
        dimension: of,
        is,
      })),
      fc.constantFrom('A', '1', 'x"').map((contains) => ({ dimension: of, contains })),
    )
  })
  return fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      condition,
      fc.record({ all: fc.array(tie('filter'), { maxLength: 2 }) }),
      fc.record({ any: fc.array(tie('filter'), { maxLength: 2 }) }),
      fc.record({ not: tie('filter') }),
    ),
  })).filter
}
export const filter = filterBy(dimension)
/** By what every message has. */
export const messageDimension = fc.constantFrom(...dimensionsOf(values))
export const messageFilter = filterBy(messageDimension)
