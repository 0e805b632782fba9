/** What it costs to read facts, by the row: the figures of docs/scaling.md for what is not answered from totals. */
import { join } from 'node:path'
import { connect } from '@airgraph/store/events/connect.ts'
import { openDataset } from './dataset/dataset.ts'
import type { Size } from './dataset/workspaces.ts'
import { type Figure, median, timed } from './figures.ts'
import { type Days, month, startOf, year } from './periods.ts'

const runs = 7
const billion = 1e9

const date = (of: string) => `'${new Date(startOf(of)).toISOString().slice(0, 10)}'`
const facts = ({ from, to }: Days) =>
  `FROM facts WHERE workspace_id = 'large' AND day >= ${date(from)} AND day < ${date(to)}`

const readings: Readonly<Record<string, (period: Days) => string>> = {
  'counted by kind': (period) => `SELECT kind, count() ${facts(period)} GROUP BY kind`,
  'counted by link': (period) => `SELECT url, count() ${facts(period)} GROUP BY url`,
  'different people': (period) => `SELECT uniqExact(contact_id) ${facts(period)}`,
  'each message’s first times, as a funnel needs them': (period) => `
    SELECT countIf(o > d), countIf(c > o) FROM (
      SELECT minIf(at, kind = 'delivered') AS d, minIf(at, kind = 'opened') AS o, minIf(at, kind = 'clicked') AS c
      ${facts(period)} GROUP BY message_key)`,
}

interface Cost {
  readonly rows: number
  /** Of all threads together. */
  readonly cpu: number
  readonly wall: number
}

/** The year less a month of it, so that what a statement costs in any case is in neither. */
export async function scan(_seconds: number, size: Size): Promise<readonly Figure[]> {
  const { folder } = openDataset(size, { star: false })
  await using connections = connect({ dir: join(folder, 'events') })
  const cost = (query: string) =>
    connections.read(async (client): Promise<Cost> => {
      const before = process.cpuUsage()
      const { milliseconds, result } = await timed(async () => {
        const answer = await client.query({ query, clickhouse_settings: { final: 1 } })
        return answer.json<unknown>()
      })
      const { user, system } = process.cpuUsage(before)
      const rows = result.statistics?.rows_read ?? Number.NaN
      return { rows, cpu: (user + system) / 1e6, wall: milliseconds / 1_000 }
    })
  const medianOf = async (query: string): Promise<Cost> => {
    const all: Cost[] = []
    for (let run = 0; run < runs; run++) all.push(await cost(query))
    const of = (what: keyof Cost) => median(all.map((one) => one[what]))
    return { rows: of('rows'), cpu: of('cpu'), wall: of('wall') }
  }
  const figures: Figure[] = []
  for (const [what, statement] of Object.entries(readings)) {
    const [long, short] = [await medianOf(statement(year)), await medianOf(statement(month))]
    const each = (of: 'cpu' | 'wall') =>
      Math.round(((long[of] - short[of]) / (long.rows - short.rows)) * billion)
    figures.push({
      what: `a billion facts, ${what}; ${each('wall')} s by the clock`,
      value: `${each('cpu')} s of CPU`,
    })
  }
  return figures
}
