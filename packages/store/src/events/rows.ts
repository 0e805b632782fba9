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

/** A row of `events` as ClickHouse's JSON formats carry it; absent columns have their type's zero. */
export type EventRow = Record<string, unknown>

const nobody = '00000000-0000-0000-0000-000000000000'

/** Only what is there is written: the columns' defaults say the rest. */
export function toRow(event: StoredEvent): EventRow {
  const row: EventRow = {
    workspace_id: event.workspaceId,
    event_id: event.eventId,
    kind: event.kind,
    occurred_at: event.occurredAt.getTime(),
    received_at: event.receivedAt.getTime(),
    seq: event.seq,
    source: event.source,
  }
  if (event.revision > 0) row['revision'] = event.revision
  if (event.deleted) row['deleted'] = 1
  if (event.contactId !== null) row['contact_id'] = event.contactId
  if (event.messageId !== null) row['message_id'] = event.messageId
  if (event.campaignId !== null) row['campaign_id'] = event.campaignId
  if (event.stream !== null) row['stream'] = event.stream
  if (event.mailboxProvider !== null) row['mailbox_provider'] = event.mailboxProvider
  if (event.recipientDomain !== null) row['recipient_domain'] = event.recipientDomain
  if (event.url !== null) row['url'] = event.url
  if (event.userAgent !== null) {
    row['user_agent'] = event.userAgent
    row['user_agent_known'] = 1
  }
  if (event.client !== null) row['client'] = event.client
  if (event.device !== null) row['device'] = event.device
  if (event.ipNetwork !== null) row['ip_network'] = event.ipNetwork
  if (event.country !== null) row['country'] = event.country
  if (event.flags.length > 0) row['flags'] = event.flags
  if (event.name !== null) row['name'] = event.name
  if (event.raw !== null) row['raw'] = event.raw
  writeBounce(row, event.bounce)
  writeMoney(row, event.money)
  writeVerdict(row, event.engagement)
  const properties = JSON.stringify(event.properties)
  if (properties !== '{}') row['properties'] = properties
  return row
}

function writeBounce(row: EventRow, bounce: Bounce | null) {
  if (bounce === null) return
  row['bounce_class'] = bounce.class
  row['bounce_reason'] = bounce.reason
  row['bounce_detail'] = bounce.detail
}

function writeMoney(row: EventRow, money: Money | null) {
  if (money === null) return
  row['amount'] = money.amount
  row['currency'] = money.currency
}

function writeVerdict(row: EventRow, verdict: Verdict | null) {
  if (verdict === null) return
  row['engagement_class'] = verdict.class
  row['engagement_confidence'] = verdict.confidence
  row['human_probability'] = verdict.humanProbability
  row['engagement_reasons'] = verdict.reasons
  row['classifier_version'] = verdict.classifierVersion
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
