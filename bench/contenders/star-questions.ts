/**
 * The questions as somebody writes them by hand who has `messages`, with the first time of each kind, and `events` (an
 * in-house build, Mautic). One statement for each question; PostgreSQL and DuckDB both take them. `{ws}` is the workspace.
 *
 * Days, weeks and hours are Berlin's. Its clock keeps whole hours from UTC, so rows are gathered by hour before anything is
 * converted.
 */
import type { About } from '../dataset/dataset.ts'
import { before, type Days, month, quarter, startOf, year, zone } from '../periods.ts'

const moment = (day: string) =>
  `TIMESTAMP '${new Date(startOf(day)).toISOString().slice(0, 19).replace('T', ' ')}'`
const within = (column: string, { from, to }: Days) =>
  `${column} >= ${moment(from)} AND ${column} < ${moment(to)}`
const people = `engagement IN ('human', 'proxy')`
const mine = `workspace = '{ws}'`

const local = `(hour AT TIME ZONE 'UTC') AT TIME ZONE '${zone}'`
/** The moment at which the local day or week begins, in UTC. */
const start = (grain: 'day' | 'week') =>
  `(date_trunc('${grain}', ${local}) AT TIME ZONE '${zone}') AT TIME ZONE 'UTC'`

const rate = (part: string, whole: string) => `${part}::float8 / nullif(${whole}, 0)`
const total = (column: string) => `sum(${column})::bigint`
const totalRate = (part: string, whole: string) => `sum(${part})::float8 / nullif(sum(${whole}), 0)`

/** Rows of a table, each at a moment of its own. */
interface Counted {
  readonly from: 'messages' | 'acts'
  readonly moment: string
  readonly where: string
  /** What those come to of which `is` holds. */
  readonly value: (is: string) => string
}

const count = (is: string) => `count(*) FILTER (WHERE ${is})`
const money = (is: string) =>
  `coalesce(sum(amount) FILTER (WHERE currency = 'EUR' AND ${is}), 0)::bigint`
const hits = (at: string): Counted => ({
  from: 'messages',
  moment: at,
  where: 'TRUE',
  value: count,
})
const act = (kind: string, more: Partial<Counted> = {}): Counted => ({
  from: 'acts',
  moment: 'occurred_at',
  value: count,
  ...more,
  where: `kind = '${kind}' AND ${more.where ?? 'TRUE'}`,
})

type Columns = Readonly<Record<string, Counted>>

/** What was counted in a period, each column by the moments of its own, as rows to be added up by `keys`. */
function gathered(keys: readonly string[], columns: Columns, period: Days) {
  const parts = Object.entries(columns).map(([name, { from, moment: at, where, value }]) => {
    const key = keys.map((one) => (one === 'hour' ? `date_trunc('hour', ${at}) AS hour` : one))
    const counted = Object.keys(columns).map((one) =>
      one === name ? `${value('TRUE')} AS ${one}` : `0 AS ${one}`,
    )
    return `SELECT ${[...key, ...counted].join(', ')} FROM ${from}
      WHERE ${mine} AND ${within(at, period)} AND ${where} GROUP BY ${keys.map((_, i) => i + 1).join(', ')}`
  })
  return `(${parts.join(' UNION ALL ')}) AS gathered`
}

/** Now, and in the month before, in one pass. */
const twice = (name: string, { from, moment: at, where, value }: Counted) => `
  ${name} AS (SELECT ${value(within(at, month))} AS now, ${value(within(at, before))} AS past
    FROM ${from} WHERE ${mine} AND ${within(at, { from: before.from, to: month.to })} AND ${where})`

const numbersOf = (when: 'now' | 'past') => [
  `s.${when}`,
  rate(`d.${when}`, `s.${when}`),
  rate(`o.${when}`, `d.${when}`),
  rate(`c.${when}`, `d.${when}`),
  `v.${when}`,
  `r.${when}`,
  rate(`u.${when}`, `d.${when}`),
  rate(`x.${when}`, `d.${when}`),
]
const keyNumbers = `
  WITH ${[
    twice('s', hits('sent_at')),
    twice('d', hits('delivered_at')),
    twice('o', hits('opened_at')),
    twice('c', hits('clicked_at')),
    twice('u', hits('unsubscribed_at')),
    twice('x', hits('complained_at')),
    twice('v', act('converted')),
    twice('r', act('converted', { value: money })),
  ].join(', ')}
  SELECT ${[...numbersOf('now'), ...numbersOf('past')].join(', ')} FROM s, d, o, c, u, x, v, r`

const campaignTable = (gatheredByCampaign: string) => `
  SELECT coalesce(n.name, ''), ${['sent', 'delivered', 'opened'].map(total).join(', ')}, ${totalRate('opened', 'delivered')},
    ${total('clicked')}, ${totalRate('clicked', 'delivered')}, ${totalRate('bounced', 'sent')},
    ${['unsubscribed', 'complained', 'converted', 'revenue'].map(total).join(', ')}
  FROM ${gatheredByCampaign} LEFT JOIN campaigns n ON n.id = campaign GROUP BY 1`

const onceOfMessages = {
  sent: hits('sent_at'),
  delivered: hits('delivered_at'),
  opened: hits('opened_at'),
  clicked: hits('clicked_at'),
  bounced: hits('bounced_at'),
  unsubscribed: hits('unsubscribed_at'),
  complained: hits('complained_at'),
}
const ofOrders = { converted: act('converted'), revenue: act('converted', { value: money }) }

const campaigns = campaignTable(gathered(['campaign'], { ...onceOfMessages, ...ofOrders }, year))

/** The messages in one pass: a year is nearly all of them, and rows are dearer to read twice than to look at. */
const campaignsByRow = campaignTable(`(
  SELECT campaign, ${Object.entries(onceOfMessages)
    .map(([name, { moment: at, value }]) => `${value(within(at, year))} AS ${name}`)
    .join(', ')},
    0 AS converted, 0 AS revenue
  FROM messages WHERE ${mine} GROUP BY campaign
  UNION ALL
  SELECT campaign, 0, 0, 0, 0, 0, 0, 0, count(*), ${money('TRUE')}
  FROM acts WHERE ${mine} AND kind = 'converted' AND ${within('occurred_at', year)} GROUP BY campaign) AS gathered`)

const aWeekLater = `s.began + INTERVAL '7 days'`
/** The acts of a kind that may follow from messages of the month. */
const later = (kind: string, where = 'TRUE') => `
  acts e ON e.${mine} AND e.kind = '${kind}' AND ${where} AND e.occurred_at >= s.reached AND e.occurred_at <= ${aWeekLater}
    AND e.occurred_at >= ${moment(month.from)} AND e.occurred_at < ${moment(month.to)} + INTERVAL '8 days'`
const reachedBy = (step: string, kind: string) => `
  SELECT s.id, s.contact, s.began, min(e.occurred_at) AS reached FROM ${step} s JOIN ${later(kind, `e.${people}`)}
    AND e.message = s.id
  GROUP BY 1, 2, 3`

/** Each step is the first of its kind after the step before, within a week of sending. */
const funnel = `
  WITH sent AS (
    SELECT id, contact, sent_at AS began, greatest(sent_at, delivered_at) AS reached, delivered_at IS NOT NULL AS arrived
    FROM messages WHERE ${mine} AND ${within('sent_at', month)}),
  delivered AS (SELECT id, contact, began, reached FROM sent s WHERE arrived AND reached <= ${aWeekLater}),
  opened AS (${reachedBy('delivered', 'opened')}),
  clicked AS (${reachedBy('opened', 'clicked')}),
  converted AS (
    SELECT s.id FROM clicked s JOIN ${later('converted')} AND e.message = s.id
    UNION
    SELECT s.id FROM clicked s JOIN ${later('converted')} AND e.message IS NULL AND e.contact = s.contact)
  SELECT (SELECT count(*) FROM sent), (SELECT count(*) FROM delivered), (SELECT count(*) FROM opened),
    (SELECT count(*) FROM clicked), (SELECT count(*) FROM converted)`

const links = (campaign: string) => `
  SELECT l.name, clicks, messages FROM (
    SELECT link, count(*) AS clicks, count(DISTINCT message) AS messages FROM acts
    WHERE ${mine} AND kind = 'clicked' AND ${people} AND ${within('occurred_at', year)}
      AND campaign = (SELECT id FROM campaigns WHERE ${mine} AND name = '${campaign}')
    GROUP BY link) c JOIN links l ON l.id = c.link`

const journey = (contact: string) => `
  WITH theirs AS (
    SELECT * FROM events
    WHERE ${mine} AND contact = (SELECT id FROM contacts WHERE ${mine} AND name = '${contact}')
    ORDER BY occurred_at DESC, seq DESC LIMIT 501)
  SELECT e.id, e.kind, (extract(epoch FROM e.occurred_at) * 1000)::bigint, e.source, m.message_id, l.name, e.client, e.name,
    e.bounce_class, e.engagement, e.amount, p.name
  FROM messages m RIGHT JOIN theirs e ON m.id = e.message
    LEFT JOIN links l ON l.id = e.link LEFT JOIN property_sets p ON p.id = e.property_set
  ORDER BY e.occurred_at DESC, e.seq DESC`

const sentThatMonth = `
  SELECT coalesce(n.name, ''), ${total('sent')}, ${total('delivered')}, ${totalRate('opened', 'delivered')},
    ${totalRate('clicked', 'delivered')}, ${total('converted')}, ${total('revenue')}
  FROM (
    SELECT campaign, count(*) AS sent, count(delivered_at) AS delivered, count(opened_at) AS opened,
      count(clicked_at) AS clicked, 0 AS converted, 0 AS revenue
    FROM messages WHERE ${mine} AND ${within('sent_at', month)} GROUP BY 1
    UNION ALL
    SELECT m.campaign, 0, 0, 0, 0, count(*), ${money('TRUE')}
    FROM acts e JOIN messages m ON m.id = e.message
    WHERE e.${mine} AND e.kind = 'converted' AND e.occurred_at >= ${moment(month.from)}
      AND m.${mine} AND ${within('m.sent_at', month)} GROUP BY 1
  ) AS both_of LEFT JOIN campaigns n ON n.id = campaign GROUP BY 1`

type Statements = Readonly<Record<string, (about: About) => readonly string[]>>

export const starQuestions: Statements = {
  'campaign table': () => [campaigns],
  'daily trend by provider, 12 months': () => [
    `SELECT ${start('day')}, coalesce(provider::text, ''), ${total('delivered')}, ${totalRate('opened', 'delivered')},
       ${totalRate('clicked', 'delivered')}
     FROM ${gathered(['provider', 'hour'], { delivered: hits('delivered_at'), opened: hits('opened_at'), clicked: hits('clicked_at') }, year)}
     GROUP BY 1, 2`,
  ],
  'key numbers of a month, with the month before': () => [keyNumbers],
  'heat map, hour × weekday': () => [
    `SELECT lpad(extract(hour FROM ${local})::int::text, 2, '0'), extract(isodow FROM ${local})::int::text,
       ${total('opened')}, ${total('clicked')}
     FROM ${gathered(['hour'], { opened: hits('opened_at'), clicked: hits('clicked_at') }, year)} GROUP BY 1, 2`,
  ],
  'funnel of a month': () => [funnel],
  'links of one campaign': ({ campaign }) => [links(campaign)],
  'journey of one contact': ({ contact }) => [journey(contact)],
  'people who opened, 90 days': () => [
    `SELECT count(*) FROM (
       SELECT contact FROM acts WHERE ${mine} AND kind = 'opened' AND ${people} AND ${within('occurred_at', quarter)} GROUP BY contact) AS people`,
  ],
  'a formula over three metrics': () => [
    `SELECT ${start('week')}, coalesce(provider::text, ''), sum(opened)::float8 / nullif(sum(delivered) - sum(machine), 0)
     FROM ${gathered(
       ['provider', 'hour'],
       {
         opened: hits('opened_at'),
         delivered: hits('delivered_at'),
         machine: hits('machine_opened_at'),
       },
       year,
     )} GROUP BY 1, 2`,
  ],
  'the whole first page': () => [
    keyNumbers,
    `SELECT ${start('day')}, ${total('sent')}, ${total('opens')}, ${total('clicks')}
     FROM ${gathered(['hour'], { sent: hits('sent_at'), opens: act('opened', { where: people }), clicks: act('clicked', { where: people }) }, month)} GROUP BY 1`,
    `SELECT engagement::text, count(*) FILTER (WHERE kind = 'opened'), count(*) FILTER (WHERE kind = 'clicked') FROM acts
     WHERE ${mine} AND kind IN ('opened', 'clicked') AND ${within('occurred_at', month)} GROUP BY 1`,
    sentThatMonth,
  ],
}

/** The same, but for what a store of rows does better in another way. */
export const starQuestionsByRow: Statements = {
  ...starQuestions,
  'campaign table': () => [campaignsByRow],
}
