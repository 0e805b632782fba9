/** What somebody would write by hand for exactly each question, who knows Airgraph's tables. `{ws}` is the workspace. */
import { bitOf } from '@airgraph/domain/firsts.ts'
import type { About } from '../dataset/dataset.ts'
import { before, type Days, month, quarter, startOf, year, zone } from '../periods.ts'

const day = 86_400_000
const moment = (ms: number) => `fromUnixTimestamp64Milli(${ms})`
const date = (ms: number) => `'${new Date(ms).toISOString().slice(0, 10)}'`
const within = ({ from, to }: Days, days = 0) =>
  `workspace_id = '{ws}' AND day >= ${date(startOf(from))} AND day <= ${date(startOf(to) + days * day)}
   AND at >= ${moment(startOf(from))} AND at < ${moment(startOf(to) + days * day)}`
const totals = (period: Days, countedBy = 'happened') =>
  `FROM day_totals WHERE counted_by = '${countedBy}' AND ${within(period)}`
const people = `engagement_class IN ('human', 'proxy')`

const zoned = `toTimeZone(at, '${zone}')`
const text = (begin: string) => `formatDateTime(${begin}, '%Y-%m-%dT%H:%i:%S.000Z', 'UTC')`
const startOfDay = text(`toStartOfDay(${zoned})`)
const startOfWeek = text(`toDateTime(toMonday(${zoned}), '${zone}')`)

const sum = (column: string) => `sum(${column})`
const rate = (part: string, whole: string) => `sum(${part}) / nullIf(sum(${whole}), 0)`
const money = `sumIf(revenue, currency = 'EUR')`

const numbers = (period: Days) => `
  SELECT sum(sent) AS s, sum(delivered) AS d, sum(opened_people) AS o, sum(clicked_people) AS c, sum(converted) AS v,
    ${money} AS r, sum(unsubscribed) AS u, sum(complained) AS x ${totals(period)}`
const each = (of: string) =>
  [
    's',
    'd / nullIf(S, 0)',
    'o / nullIf(D, 0)',
    'c / nullIf(D, 0)',
    'v',
    'r',
    'u / nullIf(D, 0)',
    'x / nullIf(D, 0)',
  ]
    .map((one) => one.replaceAll(/\b([sdocvrux])\b/gi, (letter) => `${of}.${letter.toLowerCase()}`))
    .join(', ')
const keyNumbers = `SELECT ${each('n')}, ${each('b')} FROM (${numbers(month)}) AS n, (${numbers(before)}) AS b`

const week = 7 * day
const funnel = `
  SELECT count(), countIf(arrived), countIf(o > 0), countIf(c > 0), countIf(v > 0) FROM (
    SELECT d > 0 AND d <= began + ${week} AS arrived,
      arrayMin(arrayFilter(t -> arrived AND t >= d AND t <= began + ${week}, opens)) AS o,
      arrayMin(arrayFilter(t -> o > 0 AND t >= o AND t <= began + ${week}, clicks)) AS c,
      arrayMin(arrayFilter(t -> c > 0 AND t >= c AND t <= began + ${week}, arrayConcat(own, theirs))) AS v
    FROM (
      SELECT message_key, contact_id, toUnixTimestamp64Milli(at) AS began,
        if(delivered_at > 0, toUnixTimestamp64Milli(greatest(sent_at, delivered_at)), 0) AS d
      FROM facts WHERE ${within(month)} AND bitTest(firsts, ${bitOf('sent')})) AS s
    LEFT ANY JOIN (
      SELECT message_key, groupArrayIf(toUnixTimestamp64Milli(at), kind = 'opened') AS opens,
        groupArrayIf(toUnixTimestamp64Milli(at), kind = 'clicked') AS clicks,
        groupArrayIf(toUnixTimestamp64Milli(at), kind = 'converted') AS own
      FROM facts WHERE ${within(month, 8)} AND kind IN ('opened', 'clicked', 'converted') AND message_key != 0
        AND (kind = 'converted' OR ${people})
      GROUP BY message_key) AS m USING (message_key)
    LEFT ANY JOIN (
      SELECT contact_id, groupArray(toUnixTimestamp64Milli(at)) AS theirs
      FROM facts WHERE ${within(month, 8)} AND kind = 'converted' AND message_key = 0
      GROUP BY contact_id) AS l USING (contact_id))`

export const floorQuestions: Readonly<Record<string, (about: About) => readonly string[]>> = {
  'campaign table': () => [
    `SELECT campaign_id, ${['sent', 'delivered', 'opened_people'].map(sum).join(', ')}, ${rate('opened_people', 'delivered')},
       sum(clicked_people), ${rate('clicked_people', 'delivered')}, ${rate('bounced', 'sent')},
       ${['unsubscribed', 'complained', 'converted'].map(sum).join(', ')}, ${money}
     ${totals(year)} GROUP BY campaign_id`,
  ],
  'daily trend by provider, 12 months': () => [
    `SELECT ${startOfDay} AS d, mailbox_provider, sum(delivered), ${rate('opened_people', 'delivered')},
       ${rate('clicked_people', 'delivered')} ${totals(year)} GROUP BY d, mailbox_provider`,
  ],
  'key numbers of a month, with the month before': () => [keyNumbers],
  'heat map, hour × weekday': () => [
    `SELECT leftPad(toString(toHour(${zoned})), 2, '0') AS h, toString(toDayOfWeek(${zoned})) AS w, sum(opened_people),
       sum(clicked_people) ${totals(year)} GROUP BY h, w`,
  ],
  'funnel of a month': () => [funnel],
  'links of one campaign': ({ campaign }) => [
    `SELECT url, count(), uniqExact(message_key) FROM facts
     WHERE ${within(year)} AND kind = 'clicked' AND ${people} AND campaign_id = '${campaign}' GROUP BY url`,
  ],
  'journey of one contact': ({ contact }) => [
    `SELECT toString(event_id), kind, toUnixTimestamp64Milli(occurred_at), source, nullIf(message_id, ''),
       nullIf(url, ''), nullIf(client, ''), nullIf(name, ''), nullIf(bounce_class, ''), nullIf(engagement_class, ''),
       if(currency != '', amount, NULL), nullIf(properties, '')
     FROM events WHERE workspace_id = '{ws}' AND contact_id = '${contact}' ORDER BY occurred_at DESC, seq DESC LIMIT 501`,
  ],
  'people who opened, 90 days': () => [
    `SELECT uniqExact(contact_id) FROM facts WHERE ${within(quarter)} AND kind = 'opened' AND ${people}`,
  ],
  'a formula over three metrics': () => [
    `SELECT ${startOfWeek} AS w, mailbox_provider, sum(opened_people) / nullIf(sum(delivered) - sum(opened_unreliably), 0)
     ${totals(year)} GROUP BY w, mailbox_provider`,
  ],
  'the whole first page': () => [
    keyNumbers,
    `SELECT ${startOfDay} AS d, sum(sent), sum(opens_human + opens_proxy), sum(clicks_human + clicks_proxy)
     ${totals(month)} GROUP BY d`,
    `SELECT engagement_class, countIf(kind = 'opened'), countIf(kind = 'clicked') FROM facts
     WHERE ${within(month)} AND kind IN ('opened', 'clicked') GROUP BY engagement_class`,
    `SELECT campaign_id, sum(sent), sum(delivered), ${rate('opened_people', 'delivered')}, ${rate('clicked_people', 'delivered')},
       sum(converted), ${money} ${totals(month, 'sent')} GROUP BY campaign_id`,
  ],
}
