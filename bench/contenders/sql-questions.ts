import type { About } from '../questions.ts'

/**
 * The questions as somebody writes them by hand who has two tables: `events`, and `messages` with the first time of each
 * kind (in-house builds, Mautic). Standard SQL that PostgreSQL and DuckDB both take; `{ws}` is the workspace.
 */
const year = `>= TIMESTAMP '2025-11-01' AND {at} < TIMESTAMP '2026-11-01'`
const month = `>= TIMESTAMP '2026-10-01' AND {at} < TIMESTAMP '2026-11-01'`
const before = `>= TIMESTAMP '2026-09-01' AND {at} < TIMESTAMP '2026-10-01'`
const during = (period: string, column: string) => `${column} ${period.replaceAll('{at}', column)}`
const countIn = (period: string, column: string) =>
  `count(*) FILTER (WHERE ${during(period, column)})`

const numbers = (period: string) => `
  SELECT ${['sent_at', 'delivered_at', 'opened_at', 'clicked_at', 'unsubscribed_at', 'complained_at'].map((column) => countIn(period, column)).join(', ')}
  FROM messages WHERE workspace_id = '{ws}' AND (${['sent_at', 'delivered_at', 'opened_at', 'clicked_at', 'unsubscribed_at', 'complained_at'].map((column) => during(period, column)).join(' OR ')})`
const money = (period: string) => `
  SELECT count(*), sum(amount) FROM events
  WHERE workspace_id = '{ws}' AND kind = 'converted' AND ${during(period, 'occurred_at')}`

const byDay = (columns: readonly string[], period: string, key: string) =>
  columns.map(
    (column) => `
  SELECT ${key}, date_trunc('day', ${column}) AS day, count(*) FROM messages
  WHERE workspace_id = '{ws}' AND ${during(period, column)} GROUP BY 1, 2`,
  )

export const sqlQuestions: Readonly<Record<string, (about: About) => readonly string[]>> = {
  'campaign table': () => [
    `SELECT campaign_id, count(sent_at), count(delivered_at), count(opened_at), count(clicked_at), count(bounced_at),
       count(unsubscribed_at), count(complained_at) FROM messages WHERE workspace_id = '{ws}' AND ${during(year, 'sent_at')} GROUP BY 1`,
    `SELECT m.campaign_id, count(*), sum(e.amount) FROM events e LEFT JOIN messages m
       ON m.workspace_id = e.workspace_id AND m.contact_id = e.contact_id AND m.message_id = e.message_id
     WHERE e.workspace_id = '{ws}' AND e.kind = 'converted' AND ${during(year, 'e.occurred_at')} GROUP BY 1`,
  ],
  'daily trend by provider, 12 months': () =>
    byDay(['delivered_at', 'opened_at', 'clicked_at'], year, 'mailbox_provider'),
  'key numbers of a month, with the month before': () => [
    numbers(month),
    numbers(before),
    money(month),
    money(before),
  ],
  'heat map, hour × weekday': () =>
    ['opened_at', 'clicked_at'].map(
      (column) => `
      SELECT extract(hour FROM ${column}), extract(dow FROM ${column}), count(*) FROM messages
      WHERE workspace_id = '{ws}' AND ${during(year, column)} GROUP BY 1, 2`,
    ),
  'funnel of a month': () => [
    `SELECT count(*), count(m.delivered_at), count(*) FILTER (WHERE m.opened_at >= m.delivered_at),
       count(*) FILTER (WHERE m.clicked_at >= m.opened_at AND m.opened_at >= m.delivered_at),
       count(*) FILTER (WHERE c.at >= m.clicked_at AND m.clicked_at >= m.opened_at)
     FROM messages m LEFT JOIN (
       SELECT contact_id, max(occurred_at) AS at FROM events
       WHERE workspace_id = '{ws}' AND kind = 'converted' AND ${during(month, 'occurred_at')} GROUP BY 1) c USING (contact_id)
     WHERE m.workspace_id = '{ws}' AND ${during(month, 'm.sent_at')}`,
  ],
  'links of one campaign': ({ campaign }) => [
    `SELECT url, count(*), count(DISTINCT message_id) FROM events
     WHERE workspace_id = '{ws}' AND kind = 'clicked' AND engagement_class IN ('human', 'proxy') AND campaign_id = '${campaign}' GROUP BY 1`,
  ],
  'journey of one contact': ({ contact }) => [
    `SELECT * FROM events WHERE workspace_id = '{ws}' AND contact_id = '${contact}' ORDER BY occurred_at DESC LIMIT 501`,
  ],
  'people who opened, 90 days': () => [
    `SELECT count(DISTINCT contact_id) FROM events WHERE workspace_id = '{ws}' AND kind = 'opened'
       AND engagement_class IN ('human', 'proxy') AND occurred_at >= TIMESTAMP '2026-08-03' AND occurred_at < TIMESTAMP '2026-11-01'`,
  ],
  'a formula over three metrics': () => [
    `SELECT mailbox_provider, date_trunc('week', opened_at), count(*) FROM messages WHERE workspace_id = '{ws}' AND ${during(year, 'opened_at')} GROUP BY 1, 2`,
    `SELECT mailbox_provider, date_trunc('week', delivered_at), count(*) FROM messages WHERE workspace_id = '{ws}' AND ${during(year, 'delivered_at')} GROUP BY 1, 2`,
    `SELECT mailbox_provider, date_trunc('week', machine_opened_at), count(*) FROM messages
     WHERE workspace_id = '{ws}' AND opened_at IS NULL AND delivered_at IS NOT NULL AND ${during(year, 'machine_opened_at')} GROUP BY 1, 2`,
  ],
  'the whole first page': () => [
    numbers(month),
    numbers(before),
    money(month),
    money(before),
    `SELECT date_trunc('day', sent_at), count(*) FROM messages WHERE workspace_id = '{ws}' AND ${during(month, 'sent_at')} GROUP BY 1`,
    `SELECT date_trunc('day', occurred_at), kind, count(*) FROM events WHERE workspace_id = '{ws}' AND kind IN ('opened', 'clicked')
       AND engagement_class IN ('human', 'proxy') AND ${during(month, 'occurred_at')} GROUP BY 1, 2`,
    `SELECT engagement_class, kind, count(*) FROM events WHERE workspace_id = '{ws}' AND kind IN ('opened', 'clicked') AND ${during(month, 'occurred_at')} GROUP BY 1, 2`,
    `SELECT campaign_id, count(*), count(delivered_at), count(opened_at), count(clicked_at) FROM messages
     WHERE workspace_id = '{ws}' AND ${during(month, 'sent_at')} GROUP BY 1`,
    `SELECT m.campaign_id, count(*), sum(e.amount) FROM events e JOIN messages m
       ON m.workspace_id = e.workspace_id AND m.contact_id = e.contact_id AND m.message_id = e.message_id
     WHERE e.workspace_id = '{ws}' AND e.kind = 'converted' AND ${during(month, 'm.sent_at')} GROUP BY 1`,
  ],
}

/** The per-message table, from `events`. */
export const messagesTable = `
  SELECT workspace_id, contact_id, message_id, max(campaign_id) AS campaign_id, max(mailbox_provider) AS mailbox_provider,
    coalesce(least(min(occurred_at) FILTER (WHERE kind = 'sent'), min(occurred_at) FILTER (WHERE kind = 'accepted')), min(occurred_at)) AS sent_at,
    min(occurred_at) FILTER (WHERE kind = 'delivered') AS delivered_at,
    min(occurred_at) FILTER (WHERE kind = 'bounced') AS bounced_at,
    min(occurred_at) FILTER (WHERE kind = 'opened' AND engagement_class IN ('human', 'proxy')) AS opened_at,
    min(occurred_at) FILTER (WHERE kind = 'opened' AND engagement_class NOT IN ('human', 'proxy')) AS machine_opened_at,
    min(occurred_at) FILTER (WHERE kind = 'clicked' AND engagement_class IN ('human', 'proxy')) AS clicked_at,
    min(occurred_at) FILTER (WHERE kind = 'unsubscribed') AS unsubscribed_at,
    min(occurred_at) FILTER (WHERE kind = 'complained') AS complained_at
  FROM events WHERE message_id <> '' GROUP BY 1, 2, 3`
