/**
 * The event store's tables, in order of creation. A migration that has shipped is never edited: add one.
 *
 * An event takes one road: an insert goes into `recent_events`, the log, and nowhere else. Everything else is derived from
 * it in big blocks, by a reader that knows how far it has come (`fold/`). What is derived is harmless to repeat: of rows
 * with one key the highest version stays.
 */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly statements: readonly string[]
}

const moment = `DateTime64(3, 'UTC')`
const word = 'LowCardinality(String)'

/**
 * `version`: the highest revision wins, and of equal revisions the one that was committed first, so that a repeat
 * never changes what is there.
 */
export const eventColumns = `
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

/**
 * One row for each event, with what its message lends it. `firsts` says what it is the first of (`domain/firsts.ts`).
 * The key never changes, whatever later events make of a row: a newer version takes its place.
 */
export const factColumns = `
  workspace_id ${word},
  day Date DEFAULT toDate(at),
  kind ${word},
  event_key UInt64 CODEC(NONE),
  at ${moment} CODEC(Delta, LZ4),
  sent_at ${moment} CODEC(Delta, LZ4),
  delivered_at ${moment} CODEC(Delta, LZ4),
  arrived_at ${moment} CODEC(Delta, LZ4),
  contact_id UUID CODEC(NONE),
  message_key UInt64 CODEC(NONE),
  firsts UInt32,
  engagement_class ${word},
  campaign_id ${word},
  stream ${word},
  mailbox_provider ${word},
  source ${word},
  country ${word},
  device ${word},
  client ${word},
  url String CODEC(ZSTD(1)),
  bounce_class ${word},
  bounce_reason ${word},
  amount Int64,
  currency ${word},
  name ${word},
  properties String CODEC(ZSTD(1)),
  message_properties Map(${word}, String)`

/** An insert is acknowledged once it is on the disk. */
const durable = `fsync_after_insert = 1, fsync_part_directory = 1`

/** When so many seconds have passed without an insert, its parts become one: rows of one key are folded then, and reading is several times faster. */
export const tidiedAfter = 15
const tidied = `${durable}, min_age_to_force_merge_seconds = ${tidiedAfter}, min_age_to_force_merge_on_partition_only = 1`

/** Repeating an insert with the same token stores it once. */
const repeatable = 'non_replicated_deduplication_window = 10000'

const count = 'UInt64'
const classes = ['human', 'proxy', 'prefetch', 'scanner', 'unknown']
const choices = [...classes, 'people', 'machines', 'all']
const totals = [
  'sent',
  'delivered',
  'deferred',
  'hard_bounced',
  'soft_bounced',
  'bounced',
  'rejected',
  ...choices.map((of) => `opened_${of}`),
  ...choices.map((of) => `clicked_${of}`),
  'opened_unreliably',
  'unsubscribed',
  'complained',
  'replied',
  ...[...classes, 'all'].map((of) => `opens_${of}`),
  ...[...classes, 'all'].map((of) => `clicks_${of}`),
  'converted',
  'paid',
  'refunded',
]

export const migrations: readonly Migration[] = [
  {
    version: 2,
    name: 'the log, events, facts, contact days, and totals of days',
    statements: [
      `CREATE TABLE recent_events (${eventColumns},
         committed_at DateTime DEFAULT now()
       )
       ENGINE = MergeTree
       PARTITION BY toDate(committed_at)
       ORDER BY (seq, event_id)
       TTL committed_at + INTERVAL 30 DAY
       SETTINGS ttl_only_drop_parts = 1, ${repeatable}, ${durable}`,

      `CREATE TABLE events (${eventColumns})
       ENGINE = ReplacingMergeTree(version)
       PARTITION BY toYYYYMM(occurred_at)
       ORDER BY (workspace_id, contact_id, event_id)
       SETTINGS index_granularity = 1024, ${tidied}`,

      `CREATE TABLE facts (${factColumns},
         version UInt64,
         deleted UInt8,
         INDEX sent_within sent_at TYPE minmax GRANULARITY 1
       )
       ENGINE = ReplacingMergeTree(version, deleted)
       PARTITION BY toYYYYMM(day)
       PRIMARY KEY (workspace_id, day, kind, event_key)
       ORDER BY (workspace_id, day, kind, event_key, contact_id)
       SETTINGS index_granularity = 2048, ${tidied}`,

      `CREATE TABLE folding (${factColumns},
         version UInt64,
         fresh UInt8,
         made_at DateTime DEFAULT now()
       )
       ENGINE = MergeTree
       ORDER BY (version, workspace_id, day, kind, event_key)
       TTL made_at + INTERVAL 10 MINUTE
       SETTINGS ttl_only_drop_parts = 1`,

      `CREATE TABLE contact_days (
         workspace_id ${word},
         contact_id UUID,
         day Date,
         kinds Array(${word}),
         first_at ${moment},
         delivered UInt32, human_opens UInt32, machine_opens UInt32, human_clicks UInt32, machine_clicks UInt32,
         replies UInt32, visits UInt32, conversions UInt32, refunds UInt32,
         version UInt64
       )
       ENGINE = ReplacingMergeTree(version)
       ORDER BY (workspace_id, contact_id, day)
       SETTINGS ${tidied}`,

      `CREATE TABLE day_totals (
         workspace_id ${word},
         counted_by Enum8('happened' = 0, 'sent' = 1),
         day Date,
         campaign_id ${word}, stream ${word}, mailbox_provider ${word}, source ${word}, currency ${word},
         at DateTime('UTC') CODEC(Delta, LZ4),
         ${totals.map((column) => `${column} ${count}`).join(', ')},
         revenue Int64, refunds Int64,
         version UInt64
       )
       ENGINE = ReplacingMergeTree(version)
       PARTITION BY toYear(day)
       ORDER BY (workspace_id, counted_by, day, campaign_id, stream, mailbox_provider, source, currency, at)
       SETTINGS ${tidied}`,

      `CREATE TABLE days (
         workspace_id ${word},
         counted_by Enum8('happened' = 0, 'sent' = 1),
         day Date,
         touched SimpleAggregateFunction(max, UInt64),
         touched_at SimpleAggregateFunction(max, DateTime),
         totalled SimpleAggregateFunction(max, UInt64)
       )
       ENGINE = AggregatingMergeTree
       ORDER BY (workspace_id, counted_by, day)
       SETTINGS ${tidied}`,
    ],
  },
  {
    version: 3,
    name: 'what is archived of whom, who was brought back, and what was removed',
    statements: [
      `CREATE TABLE archived_contacts (
         workspace_id ${word},
         archive_id UUID,
         contact_id UUID CODEC(ZSTD(1)),
         events Array(UInt32) CODEC(NONE),
         messages Array(UInt32) CODEC(NONE)
       )
       ENGINE = ReplacingMergeTree
       ORDER BY (workspace_id, contact_id, archive_id)
       SETTINGS index_granularity = 1024, ${durable}`,

      `CREATE TABLE thawed (
         workspace_id ${word},
         archive_id UUID,
         month UInt32,
         contact_id UUID
       )
       ENGINE = ReplacingMergeTree
       ORDER BY (workspace_id, archive_id, contact_id)
       SETTINGS ${durable}`,

      `CREATE TABLE removed_messages (
         workspace_id ${word},
         contact_id UUID CODEC(ZSTD(1)),
         message UInt64 CODEC(NONE)
       )
       ENGINE = ReplacingMergeTree
       ORDER BY (workspace_id, contact_id, message)
       SETTINGS ${durable}`,

      `CREATE TABLE removed_totals (
         workspace_id ${word},
         removal UUID,
         counted_by Enum8('happened' = 0, 'sent' = 1),
         day Date,
         campaign_id ${word}, stream ${word}, mailbox_provider ${word}, source ${word}, currency ${word},
         at DateTime('UTC') CODEC(Delta, LZ4),
         ${totals.map((column) => `${column} ${count}`).join(', ')},
         revenue Int64, refunds Int64
       )
       ENGINE = ReplacingMergeTree
       PARTITION BY toYear(day)
       ORDER BY (workspace_id, counted_by, day, campaign_id, stream, mailbox_provider, source, currency, at, removal)
       SETTINGS ${durable}`,
    ],
  },
]
