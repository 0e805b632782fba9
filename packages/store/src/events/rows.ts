import {
  type Bounce,
  type DeviceClass,
  type EventKind,
  type MailboxProvider,
  type Properties,
  type SourceFlag,
  type StoredEvent,
  type Stream,
} from '@airgraph/domain/event.ts'
import type { ContactId, EventId, WorkspaceId } from '@airgraph/domain/ids.ts'
import type { MinorUnits, Money, Ratio } from '@airgraph/domain/units.ts'
import type { EngagementClass, Verdict } from '@airgraph/domain/verdict.ts'
import type { Columns } from './row-binary.ts'

/** A row of `events` as ClickHouse's JSON formats carry it; absent columns have their type's zero. */
export type EventRow = Record<string, unknown>

const nobody = '00000000-0000-0000-0000-000000000000'

/** In the order of `toRow`. */
export const rowColumns = {
  workspace_id: 'String',
  contact_id: 'UUID',
  event_id: 'UUID',
  kind: 'String',
  occurred_at: "DateTime64(3, 'UTC')",
  received_at: "DateTime64(3, 'UTC')",
  seq: 'UInt64',
  revision: 'UInt32',
  deleted: 'UInt8',
  source: 'String',
  message_id: 'String',
  campaign_id: 'String',
  stream: 'String',
  mailbox_provider: 'String',
  recipient_domain: 'String',
  url: 'String',
  user_agent: 'String',
  user_agent_known: 'UInt8',
  client: 'String',
  device: 'String',
  ip_network: 'String',
  country: 'String',
  bounce_class: 'String',
  bounce_reason: 'String',
  bounce_detail: 'String',
  flags: 'Array(String)',
  engagement_class: 'String',
  engagement_confidence: 'Float32',
  human_probability: 'Float32',
  engagement_reasons: 'Array(String)',
  classifier_version: 'UInt16',
  amount: 'Int64',
  currency: 'String',
  name: 'String',
  properties: 'String',
  raw: 'String',
} satisfies Columns

/** By position. Empty is unknown. */
export const toRow = (event: StoredEvent): readonly unknown[] => [
  event.workspaceId,
  event.contactId ?? nobody,
  event.eventId,
  event.kind,
  event.occurredAt.getTime(),
  event.receivedAt.getTime(),
  event.seq,
  event.revision,
  event.deleted ? 1 : 0,
  event.source,
  event.messageId ?? '',
  event.campaignId ?? '',
  event.stream ?? '',
  event.mailboxProvider ?? '',
  event.recipientDomain ?? '',
  event.url ?? '',
  event.userAgent ?? '',
  event.userAgent === null ? 0 : 1,
  event.client ?? '',
  event.device ?? '',
  event.ipNetwork ?? '',
  event.country ?? '',
  ...bounceOf(event.bounce),
  event.flags,
  ...verdictOf(event.engagement),
  event.money?.amount ?? 0,
  event.money?.currency ?? '',
  event.name ?? '',
  propertiesOf(event.properties),
  event.raw ?? '',
]

const bounceOf = (bounce: Bounce | null) =>
  bounce === null ? ['', '', ''] : [bounce.class, bounce.reason, bounce.detail]

const verdictOf = (verdict: Verdict | null) =>
  verdict === null
    ? ['', 0, 0, [], 0]
    : [
        verdict.class,
        verdict.confidence,
        verdict.humanProbability,
        verdict.reasons,
        verdict.classifierVersion,
      ]

const propertiesOf = (properties: Properties) => {
  const text = JSON.stringify(properties)
  return text === '{}' ? '' : text
}

/** Columns of text, as the engine writes them: never anything but text. */
const text = (row: EventRow, column: string) => (row[column] ?? '') as string
const orNull = (row: EventRow, column: string) => text(row, column) || null
/** ClickHouse writes "2026-11-22 20:09:14.336", in UTC. */
const moment = (row: EventRow, column: string) =>
  new Date(`${text(row, column).replace(' ', 'T')}Z`)

const contactIn = (row: EventRow) => {
  const id = text(row, 'contact_id')
  return id === nobody ? null : (id as ContactId)
}

/** The columns that `evidenceFromRow` reads. */
export const evidenceColumns = [
  'contact_id',
  'event_id',
  'kind',
  'occurred_at',
  'source',
  'message_id',
  'campaign_id',
  'stream',
  'mailbox_provider',
  'recipient_domain',
  'url',
  'user_agent',
  'user_agent_known',
  'client',
  'device',
  'ip_network',
  'country',
  'flags',
  'engagement_class',
  'engagement_confidence',
  'human_probability',
  'engagement_reasons',
  'classifier_version',
] as const

/** As much of an event as judging needs, and the verdict that it has. */
export const evidenceFromRow = (row: EventRow) => ({
  contactId: contactIn(row),
  eventId: text(row, 'event_id') as EventId,
  kind: text(row, 'kind') as EventKind,
  occurredAt: moment(row, 'occurred_at'),
  source: text(row, 'source'),
  messageId: orNull(row, 'message_id'),
  campaignId: orNull(row, 'campaign_id'),
  stream: orNull(row, 'stream') as Stream | null,
  mailboxProvider: orNull(row, 'mailbox_provider') as MailboxProvider | null,
  recipientDomain: orNull(row, 'recipient_domain'),
  url: orNull(row, 'url'),
  userAgent: row['user_agent_known'] === 1 ? text(row, 'user_agent') : null,
  client: orNull(row, 'client'),
  device: orNull(row, 'device') as DeviceClass | null,
  ipNetwork: orNull(row, 'ip_network'),
  country: orNull(row, 'country'),
  flags: (row['flags'] ?? []) as SourceFlag[],
  engagement: readVerdict(row),
})

/** The inverse of `toRow`, from a row read with all columns. */
export function fromRow(row: EventRow): StoredEvent {
  return {
    ...evidenceFromRow(row),
    workspaceId: text(row, 'workspace_id') as WorkspaceId,
    receivedAt: moment(row, 'received_at'),
    seq: Number(row['seq']),
    revision: Number(row['revision']),
    deleted: row['deleted'] === 1,
    bounce: readBounce(row),
    money: readMoney(row),
    name: orNull(row, 'name'),
    properties: JSON.parse(text(row, 'properties') || '{}') as Properties,
    raw: orNull(row, 'raw'),
  }
}

const readBounce = (row: EventRow): Bounce | null =>
  row['bounce_class']
    ? {
        class: text(row, 'bounce_class') as Bounce['class'],
        reason: text(row, 'bounce_reason'),
        detail: text(row, 'bounce_detail'),
      }
    : null

const readMoney = (row: EventRow): Money | null =>
  row['currency']
    ? { amount: Number(row['amount']) as MinorUnits, currency: text(row, 'currency') }
    : null

const readVerdict = (row: EventRow): Verdict | null =>
  row['engagement_class']
    ? {
        class: text(row, 'engagement_class') as EngagementClass,
        confidence: Number(row['engagement_confidence']) as Ratio,
        humanProbability: Number(row['human_probability']) as Ratio,
        reasons: (row['engagement_reasons'] ?? []) as string[],
        classifierVersion: Number(row['classifier_version']),
      }
    : null
