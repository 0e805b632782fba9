import { join } from 'node:path'
import { connect } from '@airgraph/store/events/connect.ts'
import type { About } from '../questions.ts'
import type { Contender } from './contender.ts'

const year = `day >= '2025-11-01' AND day < '2026-11-01'`
const month = `day >= '2026-10-01' AND day < '2026-11-01'`
const before = `day >= '2026-09-01' AND day < '2026-10-01'`
const totals = (period: string, countedBy = 'happened') =>
  `FROM day_totals WHERE workspace_id = '{ws}' AND counted_by = '${countedBy}' AND ${period}`
const facts = (period: string) => `FROM facts WHERE workspace_id = '{ws}' AND ${period}`
const sums = (...columns: readonly string[]) => columns.map((column) => `sum(${column})`).join(', ')
const money = `sumIf(revenue, currency = 'EUR')`
const numbers = (period: string) =>
  `SELECT ${sums('sent', 'delivered', 'opened_people', 'clicked_people', 'converted', 'unsubscribed', 'complained')}, ${money} ${totals(period)}`
const zoned = `toTimeZone(at, 'Europe/Berlin')`

/** What somebody would write by hand for exactly this question, who knows these tables. */
const statements: Readonly<Record<string, (about: About) => readonly string[]>> = {
  'campaign table': () => [
    `SELECT campaign_id, ${sums('sent', 'delivered', 'opened_people', 'clicked_people', 'bounced', 'unsubscribed', 'complained', 'converted')}, ${money} ${totals(year)} GROUP BY 1`,
  ],
  'daily trend by provider, 12 months': () => [
    `SELECT mailbox_provider, toDate(${zoned}) AS d, ${sums('delivered', 'opened_people', 'clicked_people')} ${totals(year)} GROUP BY 1, 2`,
  ],
  'key numbers of a month, with the month before': () => [numbers(month), numbers(before)],
  'heat map, hour × weekday': () => [
    `SELECT toHour(${zoned}) AS h, toDayOfWeek(${zoned}) AS w, ${sums('opened_people', 'clicked_people')} ${totals(year)} GROUP BY 1, 2`,
  ],
  'funnel of a month': () => [
    `SELECT count(), countIf(delivered_at > 0), countIf(o >= delivered_at AND o > 0), countIf(c >= o AND o >= delivered_at AND o > 0 AND c > 0)
     FROM (SELECT message_key, delivered_at ${facts(`${month} AND bitTest(firsts, 0)`)}) AS s
     LEFT ANY JOIN (SELECT message_key, minIf(at, kind = 'opened') AS o, minIf(at, kind = 'clicked') AS c
       ${facts(`day >= '2026-10-01' AND day <= '2026-11-08' AND kind IN ('opened', 'clicked') AND engagement_class IN ('human', 'proxy')`)}
       GROUP BY message_key) AS t USING (message_key)`,
  ],
  'links of one campaign': ({ campaign }) => [
    `SELECT url, count(), uniqExact(message_key) ${facts(`${year} AND kind = 'clicked' AND engagement_class IN ('human', 'proxy') AND campaign_id = '${campaign}'`)} GROUP BY url`,
  ],
  'journey of one contact': ({ contact }) => [
    `SELECT * FROM events WHERE workspace_id = '{ws}' AND contact_id = '${contact}' ORDER BY occurred_at DESC LIMIT 501`,
  ],
  'people who opened, 90 days': () => [
    `SELECT uniqExact(contact_id) ${facts(`day >= '2026-08-03' AND day < '2026-11-01' AND kind = 'opened' AND engagement_class IN ('human', 'proxy')`)}`,
  ],
  'a formula over three metrics': () => [
    `SELECT mailbox_provider, toMonday(${zoned}) AS w, ${sums('opened_people', 'delivered', 'opened_unreliably')} ${totals(year)} GROUP BY 1, 2`,
  ],
  'the whole first page': () => [
    numbers(month),
    numbers(before),
    `SELECT toDate(${zoned}) AS d, ${sums('sent', 'opens_human + opens_proxy', 'clicks_human + clicks_proxy')} ${totals(month)} GROUP BY 1`,
    `SELECT engagement_class, countIf(kind = 'opened'), countIf(kind = 'clicked') ${facts(`${month} AND kind IN ('opened', 'clicked')`)} GROUP BY 1`,
    `SELECT campaign_id, ${sums('sent', 'delivered', 'opened_people', 'clicked_people', 'converted')}, ${money} ${totals(month, 'sent')} GROUP BY 1`,
  ],
}

/** Hand-written SQL on the same engine and tables, in this process. */
export async function openFloor(folder: string): Promise<Contender> {
  const connections = connect({ dir: join(folder, 'events') })
  const query = (text: string) =>
    connections.read(async (client) => {
      const answered = await client.query({
        query: text,
        format: 'JSONCompact',
        clickhouse_settings: { final: 1 },
      })
      return (await answered.json<unknown[]>()).data.length
    })
  return {
    name: 'floor',
    what: 'hand-written SQL on the same tables, in process',
    ask(question, workspace, about) {
      const all = statements[question]?.(about)
      if (all === undefined) return null
      return Promise.all(all.map((text) => query(text.replaceAll('{ws}', workspace)))).then(
        (counts) => counts.reduce((sum, count) => sum + count, 0),
      )
    },
    memory: () => null,
    [Symbol.asyncDispose]: () => connections[Symbol.asyncDispose](),
  }
}
