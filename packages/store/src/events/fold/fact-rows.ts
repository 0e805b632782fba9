import { type First, firsts } from '@airgraph/domain/firsts.ts'
import { engagementClasses } from '@airgraph/domain/verdict.ts'
import { join, name, type Sql, sql, str } from '@airgraph/sql/sql.ts'

/** The columns of `facts` but for its version, in order. */
export const factColumns = [
  'workspace_id',
  'day',
  'kind',
  'event_key',
  'at',
  'sent_at',
  'delivered_at',
  'arrived_at',
  'contact_id',
  'message_key',
  'firsts',
  'engagement_class',
  'campaign_id',
  'stream',
  'mailbox_provider',
  'source',
  'country',
  'device',
  'client',
  'url',
  'bounce_class',
  'bounce_reason',
  'amount',
  'currency',
  'name',
  'properties',
  'message_properties',
].map(name)

const never = sql`toDateTime64(0, 3, 'UTC')`
const eventKey = sql`sipHash64(event_id)`
/** When, and which: of events at the same moment one is the first. 0 is nowhere. */
const place = sql`bitOr(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(occurred_at)), 64), toUInt128(${eventKey}))`
const momentOf = (of: Sql) =>
  sql`fromUnixTimestamp64Milli(toInt64(bitShiftRight(${of}, 64)), 'UTC')`

/** What people do elsewhere says nothing of the message, even where it names one. */
const elsewhere = sql`('visited', 'converted', 'refunded', 'custom')`

const of = (kind: string, which: Sql = sql`1`): Sql => sql`(kind = ${str(kind)} AND ${which})`
const classIn = (classes: readonly string[]) =>
  sql`engagement_class IN (${join(
    classes.map((one) => sql`${str(one)}`),
    ', ',
  )})`
const byClasses = (kind: 'opened' | 'clicked') =>
  [
    ...engagementClasses.map((one) => [one, classIn([one])] as const),
    ['people', classIn(['human', 'proxy'])] as const,
    ['machines', classIn(['prefetch', 'scanner'])] as const,
    ['all', sql`1`] as const,
  ].map(([choice, which]) => [`${kind}_${choice}`, of(kind, which)] as const)

/** The places of the first event of each sort, over all events of a message. */
const sorts: Readonly<Record<string, Sql>> = {
  dispatched: sql`kind IN ('accepted', 'sent')`,
  arrived: of('delivered'),
  told: sql`1`,
  alive: sql`kind IN ('opened', 'clicked', 'complained', 'unsubscribed', 'replied')`,
  unreliable: of('opened', classIn(['prefetch', 'scanner', 'unknown'])),
  deferred: of('deferred'),
  hard_bounced: of('bounced', sql`bounce_class = 'hard'`),
  soft_bounced: of('bounced', sql`bounce_class != 'hard'`),
  bounced: of('bounced'),
  rejected: of('rejected'),
  ...Object.fromEntries([...byClasses('opened'), ...byClasses('clicked')]),
  unsubscribed: of('unsubscribed'),
  complained: of('complained'),
  replied: of('replied'),
}
const firstOf = (sort: string) => name(`first_${sort}`)

/** Some senders say only that it was taken, or that it arrived. */
const sentPlace = sql`multiIf(first_dispatched > 0, first_dispatched, first_arrived > 0, first_arrived, first_told)`
/** Some never say "delivered": what was opened, clicked or answered, and never came back, had arrived. */
const deliveredPlace = sql`multiIf(first_arrived > 0, first_arrived, first_bounced > 0 OR first_rejected > 0, toUInt128(0), first_alive)`
/** Only machines opened it. */
const unreliablePlace = sql`if(first_opened_people > 0 OR delivered_place = 0, toUInt128(0), first_unreliable)`

const placeOf = (first: First): Sql => {
  if (first === 'sent' || first === 'delivered') return name(`${first}_place`)
  return first === 'opened_unreliably' ? sql`unreliable_place` : firstOf(first)
}
const bits = join(
  firsts.map(
    (first, bit) => sql`if(place = ${placeOf(first)}, ${{ chunks: [String(2 ** bit)] }}, 0)`,
  ),
  ' + ',
)

/** Each property that any event of the delivery tells; of several values the greatest. */
const messageProperties = sql`if(empty(told_properties), map(), mapFromArrays(
  arrayMap(p -> p.1, known_properties), arrayMap(p -> p.2, known_properties)))`
const knownProperties = sql`arrayFilter((p, i) -> i = length(all_properties) OR all_properties[i + 1].1 != p.1,
  all_properties, arrayEnumerate(all_properties))`
const allProperties = sql`arraySort(arrayDistinct(arrayFlatten(
  arrayMap(p -> JSONExtractKeysAndValues(p, 'String'), told_properties))))`

const lent = ['campaign_id', 'stream', 'mailbox_provider', 'source'] as const

/** Rows for `facts` and their `seq` and `revision`, of events that name a message. `events` has every event of each message. */
export const messageFacts = (events: Sql): Sql => sql`
  SELECT workspace_id, toDate(occurred_at) AS day, kind, ${eventKey} AS event_key, occurred_at AS at,
    ${momentOf(sql`sent_place`)} AS sent_at, ${momentOf(sql`delivered_place`)} AS delivered_at,
    if(first_arrived > 0, delivered_at, sent_at) AS arrived_at,
    contact_id, cityHash64(contact_id, message_id) AS message_key, toUInt32(${bits}) AS firsts, engagement_class,
    ${join(
      lent.map((column) => sql`toString(lent_${name(column)}) AS ${name(column)}`),
      ', ',
    )},
    country, device, client, url, bounce_class, bounce_reason, amount, currency, name, properties,
    ${messageProperties} AS message_properties, seq, revision
  FROM (
    SELECT * EXCEPT (${join(lent.map(name), ', ')}), ${sentPlace} AS sent_place, ${deliveredPlace} AS delivered_place,
      ${unreliablePlace} AS unreliable_place,
      ${allProperties} AS all_properties, ${knownProperties} AS known_properties
    FROM (
      SELECT *, ${place} AS place,
        ${join(
          Object.entries(sorts).map(
            ([sort, is]) => sql`minIf(${place}, ${is}) OVER message AS ${firstOf(sort)}`,
          ),
          ', ',
        )},
        ${join(
          lent.map(
            (column) => sql`max(toString(${name(column)})) OVER message AS lent_${name(column)}`,
          ),
          ', ',
        )},
        groupUniqArrayIf(properties, properties != '' AND kind NOT IN ${elsewhere}) OVER message AS told_properties
      FROM ${events}
      WINDOW message AS (PARTITION BY workspace_id, contact_id, message_id)))`

/** As `messageFacts`, of events that name none: each stands for itself, and nothing was sent. */
export const looseFacts = (events: Sql): Sql => sql`
  SELECT workspace_id, toDate(occurred_at) AS day, kind, ${eventKey} AS event_key, occurred_at AS at,
    ${never} AS sent_at, ${never} AS delivered_at, ${never} AS arrived_at,
    contact_id, toUInt64(0) AS message_key,
    toUInt32(${join(
      (['unsubscribed', 'complained', 'replied'] as const).map(
        (kind) =>
          sql`if(kind = ${str(kind)}, ${{ chunks: [String(2 ** firsts.indexOf(kind))] }}, 0)`,
      ),
      ' + ',
    )}) AS firsts, engagement_class, toString(campaign_id) AS campaign_id, toString(stream) AS stream,
    toString(mailbox_provider) AS mailbox_provider, toString(source) AS source,
    country, device, client, url, bounce_class, bounce_reason, amount, currency, name, properties,
    map() AS message_properties, seq, revision
  FROM ${events}`
