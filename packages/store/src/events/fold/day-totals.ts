import { firsts } from '@airgraph/domain/firsts.ts'
import { type Counting } from '@airgraph/domain/question.ts'
import { engagementClasses } from '@airgraph/domain/verdict.ts'
import { type ArchivedMonth, wherever } from '@airgraph/sql/archived.ts'
import { join, name, type Param, type Sql, sql, str, uint, uuid } from '@airgraph/sql/sql.ts'
import type { EventStore } from '../event-store.ts'

/** Days of one workspace whose totals are to be made. */
export interface RestingDays {
  readonly workspaceId: string
  readonly countedBy: Counting
  readonly days: readonly { readonly day: string; readonly touched: number }[]
}

const count = (when: Sql): Sql => sql`countIf(${when})`
const each = (kind: 'opened' | 'clicked', word: string): [string, Sql][] => [
  ...engagementClasses.map((of): [string, Sql] => [
    `${word}_${of}`,
    count(sql`kind = ${str(kind)} AND engagement_class = ${str(of)}`),
  ]),
  [`${word}_all`, count(sql`kind = ${str(kind)}`)],
]

/** Every column of `day_totals` that is added up, and how. */
const totals: readonly (readonly [string, Sql])[] = [
  ...firsts.map((first, bit): [string, Sql] => [first, count(sql`bitTest(firsts, ${uint(bit)})`)]),
  ...each('opened', 'opens'),
  ...each('clicked', 'clicks'),
  ['converted', count(sql`kind = 'converted'`)],
  ['paid', count(sql`kind = 'converted' AND currency != ''`)],
  ['refunded', count(sql`kind = 'refunded'`)],
  ['revenue', sql`sumIf(amount, kind = 'converted' AND currency != '')`],
  ['refunds', sql`sumIf(abs(amount), kind = 'refunded' AND currency != '')`],
]
const columns = join(
  totals.map(([column]) => name(column)),
  ', ',
)

const keys = sql`campaign_id, stream, mailbox_provider, source, purse, bucket`
const days = (of: RestingDays): Param => ({
  type: 'Array(Date)',
  value: of.days.map(({ day }) => day),
})

/** A quarter of an hour: every time zone of today is whole quarters away from UTC. */
const quarter = (at: Sql) => sql`toStartOfInterval(${at}, INTERVAL 15 MINUTE, 'UTC')`

/** The days' totals as the facts have them now. A cell that was there and is empty now becomes zeros. */
interface Cells {
  readonly countedBy: Counting
  /** To stand after FROM. */
  readonly facts: Sql
  readonly where: Sql
}

/** Facts added up by what they have of their message, and by the quarter of an hour. */
const cellsOf = ({ countedBy, facts, where }: Cells): Sql => sql`
  SELECT campaign_id, stream, mailbox_provider, source,
    if(kind IN ('converted', 'refunded'), currency, '') AS purse, ${quarter(countedBy === 'sent' ? sql`sent_at` : sql`at`)} AS bucket,
    ${join(
      totals.map(([column, total]) => sql`toInt64(${total}) AS ${name(column)}`),
      ', ',
    )}
  FROM ${facts} WHERE ${where} GROUP BY ${keys}`

/** Before facts are removed: their totals, which stay. Under one `removal` it may be repeated. */
export const keepTotals = (workspaceId: string, removal: string, cells: Cells): Sql => sql`
  INSERT INTO removed_totals (workspace_id, removal, counted_by, day, campaign_id, stream, mailbox_provider, source, currency, at, ${columns})
  SELECT ${str(workspaceId)}, ${uuid(removal)}, ${str(cells.countedBy)}, toDate(bucket), ${keys}, ${columns}
  FROM (${cellsOf(cells)})`

const totalDays = (of: RestingDays, version: number, archived: readonly ArchivedMonth[]): Sql => {
  const isSent = of.countedBy === 'sent'
  const these = isSent
    ? sql`toDate(sent_at) IN (${days(of)})
        AND sent_at >= toDateTime64(arrayMin(${days(of)}), 3, 'UTC') AND sent_at < toDateTime64(arrayMax(${days(of)}) + 1, 3, 'UTC')`
    : sql`day IN (${days(of)})`
  return sql`
    INSERT INTO day_totals (workspace_id, counted_by, day, campaign_id, stream, mailbox_provider, source, currency, at, ${columns}, version)
    SELECT ${str(of.workspaceId)}, ${str(of.countedBy)}, toDate(bucket), ${keys},
      ${join(
        totals.map(([column]) => sql`sum(${name(column)})`),
        ', ',
      )}, ${uint(version)}
    FROM (
      ${cellsOf({
        countedBy: of.countedBy,
        facts: wherever(
          'facts',
          of.workspaceId,
          archived.filter(({ month }) => mayHave(of, month)),
        ),
        where: sql`workspace_id = ${str(of.workspaceId)} AND ${these}`,
      })}
      UNION ALL
      SELECT campaign_id, stream, mailbox_provider, source, currency AS purse, at AS bucket,
        ${join(
          totals.map(([column]) => sql`toInt64(old.${name(column)}) AS ${name(column)}`),
          ', ',
        )}
      FROM removed_totals AS old
      WHERE workspace_id = ${str(of.workspaceId)} AND counted_by = ${str(of.countedBy)} AND day IN (${days(of)})
      UNION ALL
      SELECT campaign_id, stream, mailbox_provider, source, currency AS purse, at AS bucket,
        ${join(
          totals.map(([column]) => sql`toInt64(0) AS ${name(column)}`),
          ', ',
        )}
      FROM day_totals
      WHERE workspace_id = ${str(of.workspaceId)} AND counted_by = ${str(of.countedBy)} AND day IN (${days(of)}))
    GROUP BY ${keys}`
}

/** What was sent on a day may be opened in any month after it. */
function mayHave({ countedBy, days: asked }: RestingDays, month: string): boolean {
  const months = asked.map(({ day }) => day.slice(0, 7))
  return countedBy === 'sent' ? months.some((one) => one <= month) : months.includes(month)
}

const markTotalled = (of: RestingDays): Sql => sql`
  INSERT INTO days (workspace_id, counted_by, day, totalled)
  SELECT ${str(of.workspaceId)}, ${str(of.countedBy)}, d, t
  FROM (SELECT arrayJoin(arrayZip(${days(of)}, ${{ type: 'Array(UInt64)', value: of.days.map(({ touched }) => touched) }})) AS p, p.1 AS d, p.2 AS t)`

/** Days that changed since their totals were made, and have rested for so many seconds. */
const changedDays = (restSeconds: number): Sql => sql`
  SELECT workspace_id, toString(counted_by) AS counted_by,
    arraySort(groupArray((toString(day), touched))) AS days
  FROM days
  WHERE touched > totalled AND touched_at <= now() - ${uint(restSeconds)}
  GROUP BY workspace_id, counted_by`

/** So many days are added up in one statement. */
const daysAtOnce = 64

/** What of a workspace lies in files. */
export type ArchivedOf = (workspaceId: string) => Promise<readonly ArchivedMonth[]>

/** Makes the totals of days that rest. Never while a fold is underway: it would miss what is being written. */
export async function totalRestingDays(
  store: Pick<EventStore, 'run' | 'query'>,
  restSeconds: number,
  version: () => Promise<number>,
  archivedOf: ArchivedOf = async () => [],
) {
  const { rows } = await store.query(changedDays(restSeconds))
  for (const row of rows) {
    const all = (row['days'] as [string, string | number][]).map(([day, touched]) => ({
      day,
      touched: Number(touched),
    }))
    for (let i = 0; i < all.length; i += daysAtOnce) {
      const of: RestingDays = {
        workspaceId: String(row['workspace_id']),
        countedBy: row['counted_by'] as Counting,
        days: all.slice(i, i + daysAtOnce),
      }
      await store.run(totalDays(of, await version(), await archivedOf(of.workspaceId)))
      await store.run(markTotalled(of))
    }
  }
}
