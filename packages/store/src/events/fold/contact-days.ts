import { type Sql, sql, uint } from '@airgraph/sql/sql.ts'
import { type Range, within } from './range.ts'

const people = sql`engagement_class IN ('human', 'proxy')`
const machines = sql`engagement_class IN ('prefetch', 'scanner')`
const counted = (when: Sql) => sql`countIf(${when} AND deleted = 0)`
const ofKind = (kind: Sql, when: Sql = sql`1`) => counted(sql`kind = ${kind} AND ${when}`)

/** Rows for `contact_days`, of the events that `from` names. */
export const contactDaysOf = (from: Sql, version: number): Sql => sql`
  INSERT INTO contact_days
  SELECT workspace_id, contact_id, toDate(occurred_at) AS day,
    groupUniqArrayIf(kind, deleted = 0) AS kinds, minIf(occurred_at, deleted = 0) AS first_at,
    ${ofKind(sql`'delivered'`)}, ${ofKind(sql`'opened'`, people)}, ${ofKind(sql`'opened'`, machines)},
    ${ofKind(sql`'clicked'`, people)}, ${ofKind(sql`'clicked'`, machines)},
    ${ofKind(sql`'replied'`)}, ${ofKind(sql`'visited'`)}, ${ofKind(sql`'converted'`)}, ${ofKind(sql`'refunded'`)},
    ${uint(version)} AS version
  ${from}
  GROUP BY workspace_id, contact_id, day`

/**
 * What each contact did on each day (UTC) that the range touches, whole, in place of what was there. A day that was vacated
 * becomes a day without anything.
 */
export const foldContactDays = (range: Range, version: number): Sql =>
  contactDaysOf(
    sql`FROM events
      WHERE (workspace_id, contact_id) GLOBAL IN (SELECT workspace_id, contact_id FROM recent_events WHERE ${within(range)})
        AND (workspace_id, contact_id, toDate(occurred_at)) GLOBAL IN (
          SELECT workspace_id, contact_id, toDate(occurred_at) FROM recent_events WHERE ${within(range)})`,
    version,
  )
