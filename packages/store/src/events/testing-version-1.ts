/** The tables as the first version made them, for trying how a store of it is taken over. */
const moment = `DateTime64(3, 'UTC')`
const word = 'LowCardinality(String)'

/**
 * `version`: the highest revision wins, and of equal revisions the one that was committed first, so that a repeat
 * never changes what is there.
 */
const eventColumns = `
  workspace_id ${word},
  contact_id UUID,
  event_id UUID,
  kind ${word},
  occurred_at ${moment} CODEC(Delta, ZSTD(1)),
  received_at ${moment} CODEC(Delta, ZSTD(1)),
  seq UInt64 CODEC(Delta, ZSTD(1)),
  revision UInt32,
  version UInt64 MATERIALIZED bitShiftLeft(toUInt64(revision), 48) + (281474976710655 - seq),
  deleted UInt8,
  source ${word},
  message_id String CODEC(ZSTD(1)),
  campaign_id ${word},
  stream ${word},
  mailbox_provider ${word},
  recipient_domain ${word},
  url String CODEC(ZSTD(1)),
  user_agent ${word},
  user_agent_known UInt8,
  client ${word},
  device ${word},
  ip_network ${word},
  country ${word},
  bounce_class ${word},
  bounce_reason ${word},
  bounce_detail String CODEC(ZSTD(1)),
  flags Array(${word}),
  engagement_class ${word},
  engagement_confidence Float32,
  human_probability Float32,
  engagement_reasons Array(${word}),
  classifier_version UInt16,
  amount Int64,
  currency ${word},
  name ${word},
  properties String CODEC(ZSTD(1)),
  raw String CODEC(ZSTD(3))`

const first = `SimpleAggregateFunction(min, Nullable(${moment}))`
const known = `SimpleAggregateFunction(max, String)`

/** Of one class: how many, and when first; the epoch where there was none. */
const tally = `Tuple(opens UInt32, opened_at ${moment}, clicks UInt32, clicked_at ${moment})`

/**
 * What the judged opens and clicks of a message come to. Written whole by settling and replaced whole: `version`
 * comes first, so that `max` keeps the newest.
 */
const engagement = `SimpleAggregateFunction(max, Tuple(
    version UInt64, human ${tally}, proxy ${tally}, prefetch ${tally}, scanner ${tally}, unknown ${tally}))`

const activity = `SimpleAggregateFunction(max, Tuple(
    version UInt64, delivered UInt32, human_opens UInt32, machine_opens UInt32, human_clicks UInt32,
    machine_clicks UInt32, replies UInt32, visits UInt32, conversions UInt32, refunds UInt32))`

/** An insert is acknowledged once it is on the disk. */
const durable = `SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`

/** When a while has passed without an insert, its parts become one: rows of one key are then folded already, and reading is several times faster. */
const tidied = `${durable}, min_age_to_force_merge_seconds = 15, min_age_to_force_merge_on_partition_only = 1`

/** First time of each kind. */
const firsts = [
  ['accepted_at', `kind = 'accepted'`],
  ['sent_at', `kind = 'sent'`],
  ['delivered_at', `kind = 'delivered'`],
  ['deferred_at', `kind = 'deferred'`],
  ['hard_bounced_at', `kind = 'bounced' AND bounce_class = 'hard'`],
  ['soft_bounced_at', `kind = 'bounced' AND bounce_class != 'hard'`],
  ['rejected_at', `kind = 'rejected'`],
  ['opened_at', `kind = 'opened'`],
  ['clicked_at', `kind = 'clicked'`],
  ['complained_at', `kind = 'complained'`],
  ['unsubscribed_at', `kind = 'unsubscribed'`],
  ['replied_at', `kind = 'replied'`],
  ['converted_at', `kind = 'converted'`],
] as const

export const version1: readonly string[] = [
  `CREATE TABLE events (${eventColumns})
       ENGINE = ReplacingMergeTree(version)
       PARTITION BY toYYYYMM(occurred_at)
       ORDER BY (workspace_id, contact_id, event_id)
       ${tidied}`,

  `CREATE TABLE recent_events (${eventColumns})
       ENGINE = MergeTree
       ORDER BY (seq, event_id)
       TTL toDateTime(received_at) + INTERVAL 30 DAY
       ${durable}`,

  `CREATE MATERIALIZED VIEW recent_events_to_events TO events AS SELECT * FROM recent_events`,

  `CREATE TABLE messages (
         workspace_id ${word},
         contact_id UUID,
         message_id String,
         campaign_id ${known}, stream ${known}, mailbox_provider ${known}, source ${known},
         first_at ${first},
         ${firsts.map(([column]) => `${column} ${first}`).join(', ')},
         engagement ${engagement},
         deleted SimpleAggregateFunction(max, UInt8)
       )
       ENGINE = AggregatingMergeTree
       ORDER BY (workspace_id, contact_id, message_id)
       ${tidied}`,

  `CREATE MATERIALIZED VIEW events_to_messages TO messages AS
       SELECT workspace_id, contact_id, message_id,
         max(events.campaign_id) AS campaign_id, max(events.stream) AS stream,
         max(events.mailbox_provider) AS mailbox_provider, max(events.source) AS source,
         min(toNullable(occurred_at)) AS first_at,
         ${firsts.map(([column, when]) => `minIf(toNullable(occurred_at), ${when}) AS ${column}`).join(', ')},
         max(events.deleted) AS deleted
       FROM events WHERE message_id != ''
       GROUP BY workspace_id, contact_id, message_id`,

  `CREATE TABLE contact_days (
         workspace_id ${word},
         contact_id UUID,
         day Date,
         kinds SimpleAggregateFunction(groupUniqArrayArray, Array(String)),
         first_at ${first},
         activity ${activity},
         deleted SimpleAggregateFunction(max, UInt8)
       )
       ENGINE = AggregatingMergeTree
       ORDER BY (workspace_id, contact_id, day)
       ${tidied}`,

  `CREATE MATERIALIZED VIEW events_to_contact_days TO contact_days AS
       SELECT workspace_id, contact_id, toDate(occurred_at) AS day,
         groupUniqArray(toString(kind)) AS kinds,
         min(toNullable(occurred_at)) AS first_at,
         max(events.deleted) AS deleted
       FROM events
       GROUP BY workspace_id, contact_id, day`,
]
