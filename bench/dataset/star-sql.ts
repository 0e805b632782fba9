/**
 * How the tables of hand-written SQL are made from the events. Numbers stand for names that repeat, as an engineer would have
 * it who pays for every byte: `messages` and `events` name campaigns, contacts, links and properties by their number.
 */
const people = `('human', 'proxy')`
/** What people do elsewhere says nothing of the message's delivery, even where it names one. */
const alive = `('opened', 'clicked', 'complained', 'unsubscribed', 'replied')`

const first = (when: string) => `min(occurred_at) FILTER (WHERE ${when})`

const numbered = (table: string, column: string, from: string) => `
  CREATE TABLE ${table} AS
  SELECT row_number() OVER (ORDER BY workspace, name)::INTEGER AS id, workspace, name
  FROM (SELECT DISTINCT workspace_id AS workspace, ${column} AS name FROM read_parquet('{events}') WHERE ${from})`

/** When each thing first happened to a message; the same definitions as Airgraph's metrics have. */
const told = `
  CREATE TABLE told AS
  SELECT workspace_id AS workspace, contact_id, message_id, nullif(max(campaign_id), '') AS campaign,
    nullif(max(mailbox_provider), '') AS provider, nullif(max(stream), '') AS stream, nullif(max(source), '') AS source,
    ${first(`kind IN ('accepted', 'sent')`)} AS taken, ${first(`kind = 'delivered'`)} AS arrived, min(occurred_at) AS told,
    ${first(`kind IN ${alive}`)} AS alive, ${first(`kind IN ('bounced', 'rejected')`)} AS returned,
    ${first(`kind = 'bounced'`)} AS bounced_at,
    ${first(`kind = 'opened' AND engagement_class IN ${people}`)} AS opened_at,
    ${first(`kind = 'opened' AND engagement_class NOT IN ${people}`)} AS machine,
    ${first(`kind = 'clicked' AND engagement_class IN ${people}`)} AS clicked_at,
    ${first(`kind = 'unsubscribed'`)} AS unsubscribed_at, ${first(`kind = 'complained'`)} AS complained_at
  FROM read_parquet('{events}') WHERE message_id <> '' GROUP BY ALL`

/** In the order in which they were sent, as they would have been written. */
const messages = `
  CREATE TABLE messages AS
  SELECT row_number() OVER ()::BIGINT AS id, * FROM (
    SELECT t.workspace, c.id AS contact, t.message_id, p.id AS campaign, t.provider, t.stream, t.source,
      coalesce(taken, arrived, told) AS sent_at,
      CASE WHEN arrived IS NOT NULL THEN arrived WHEN returned IS NULL THEN alive END AS delivered_at,
      bounced_at, opened_at,
      CASE WHEN opened_at IS NULL AND (arrived IS NOT NULL OR returned IS NULL) THEN machine END AS machine_opened_at,
      clicked_at, unsubscribed_at, complained_at
    FROM told t
    JOIN contacts c ON c.workspace = t.workspace AND c.name = t.contact_id
    LEFT JOIN campaigns p ON p.workspace = t.workspace AND p.name = t.campaign
    ORDER BY sent_at, t.workspace, t.message_id)`

/** Each with the campaign of its message, as it would have been looked up when it came. */
const events = `
  CREATE TABLE events AS
  SELECT e.event_id AS id, e.workspace_id AS workspace, c.id AS contact, m.id AS message, e.kind, e.occurred_at, e.seq,
    e.source, coalesce(m.campaign, p.id) AS campaign, l.id AS link, nullif(e.client, '') AS client,
    nullif(e.bounce_class, '') AS bounce_class, nullif(e.engagement_class, '') AS engagement,
    CASE WHEN e.currency <> '' THEN e.amount END AS amount, nullif(e.currency, '') AS currency,
    nullif(e.name, '') AS name, s.id AS property_set
  FROM read_parquet('{events}') e
  JOIN contacts c ON c.workspace = e.workspace_id AND c.name = e.contact_id
  LEFT JOIN messages m ON m.workspace = e.workspace_id AND m.contact = c.id AND m.message_id = e.message_id
  LEFT JOIN campaigns p ON p.workspace = e.workspace_id AND p.name = e.campaign_id
  LEFT JOIN links l ON l.workspace = e.workspace_id AND l.name = e.url
  LEFT JOIN property_sets s ON s.workspace = e.workspace_id AND s.name = e.properties
  ORDER BY e.seq`

export const steps: readonly string[] = [
  numbered('contacts', 'contact_id', 'true'),
  numbered('campaigns', 'campaign_id', `campaign_id <> ''`),
  numbered('links', 'url', `url <> ''`),
  numbered('property_sets', 'properties', `properties <> ''`),
  told,
  messages,
  'DROP TABLE told',
  events,
]

export const exportOf = (table: string, file: string) =>
  `COPY ${table} TO '${file}' (FORMAT parquet, COMPRESSION zstd)`
