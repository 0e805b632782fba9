/**
 * The tables of hand-written SQL, for PostgreSQL and DuckDB alike: two large ones, and names by number. Moments are UTC.
 * Columns that no question reads (addresses, user agents, networks, what the server said) are left out.
 */
import { bounceClasses, eventKinds, mailboxProviders, streams } from '@airgraph/domain/event.ts'
import { engagementClasses } from '@airgraph/domain/verdict.ts'
import { sources } from '@airgraph/simulate/sources.ts'

const words: Readonly<Record<string, readonly string[]>> = {
  workspace_name: ['large', 'middle', 'small'],
  kind_name: eventKinds,
  stream_name: streams,
  provider_name: mailboxProviders,
  source_name: Object.keys(sources),
  bounce_name: bounceClasses,
  engagement_name: engagementClasses,
}

export const types = Object.entries(words).map(
  ([name, values]) => `CREATE TYPE ${name} AS ENUM (${values.map((v) => `'${v}'`).join(', ')})`,
)

/** Column and type, in the order of the files. */
export type Columns = readonly (readonly [string, string])[]

const named = (type: string): Columns => [
  ['id', 'integer NOT NULL'],
  ['workspace', 'workspace_name NOT NULL'],
  ['name', `${type} NOT NULL`],
]

const tables = {
  contacts: named('uuid'),
  campaigns: named('text'),
  links: named('text'),
  property_sets: named('json'),
  messages: [
    ['id', 'bigint NOT NULL'],
    ['workspace', 'workspace_name NOT NULL'],
    ['contact', 'integer NOT NULL'],
    ['message_id', 'text NOT NULL'],
    ['campaign', 'integer'],
    ['provider', 'provider_name'],
    ['stream', 'stream_name'],
    ['source', 'source_name'],
    ['sent_at', 'timestamp NOT NULL'],
    ['delivered_at', 'timestamp'],
    ['bounced_at', 'timestamp'],
    ['opened_at', 'timestamp'],
    ['machine_opened_at', 'timestamp'],
    ['clicked_at', 'timestamp'],
    ['unsubscribed_at', 'timestamp'],
    ['complained_at', 'timestamp'],
  ],
  events: [
    ['id', 'uuid NOT NULL'],
    ['workspace', 'workspace_name NOT NULL'],
    ['contact', 'integer NOT NULL'],
    ['message', 'bigint'],
    ['kind', 'kind_name NOT NULL'],
    ['occurred_at', 'timestamp NOT NULL'],
    ['seq', 'bigint NOT NULL'],
    ['source', 'source_name NOT NULL'],
    ['campaign', 'integer'],
    ['link', 'integer'],
    ['client', 'text'],
    ['bounce_class', 'bounce_name'],
    ['engagement', 'engagement_name'],
    ['amount', 'bigint'],
    ['currency', 'text'],
    ['name', 'text'],
    ['property_set', 'integer'],
  ],
} as const satisfies Record<string, Columns>
export type TableName = keyof typeof tables
export const tableNames = Object.keys(tables) as TableName[]

export const createTable = (table: TableName) =>
  `CREATE TABLE ${table} (${tables[table].map((column) => column.join(' ')).join(', ')})`

/** The events that questions other than a journey look for: one in five. */
export const acts = {
  columns:
    'workspace, kind, occurred_at, engagement, contact, message, campaign, link, amount, currency',
  where: `kind IN ('opened', 'clicked', 'converted')`,
}
