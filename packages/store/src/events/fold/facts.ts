import { join, name, type Sql, sql, uint } from '@airgraph/sql/sql.ts'
import { factColumns, looseFacts, messageFacts } from './fact-rows.ts'
import { type Range, within } from './range.ts'

export interface Fold extends Range {
  /** Greater than of every fold before. */
  readonly version: number
  /** The range may have been folded, wholly or in part, before: nothing in it is taken for new. */
  readonly again: boolean
  /** What is not kept: of what was removed because it was old. */
  readonly unless?: Sql | undefined
}

const columns = join(factColumns, ', ')
const log = (range: Range, also: Sql) => sql`FROM recent_events WHERE ${within(range)} AND ${also}`

/** Every event of the messages that the range touches. */
const ofMessages = (range: Range) => sql`(
  SELECT * FROM events
  WHERE deleted = 0 AND message_id != ''
    AND (workspace_id, contact_id) GLOBAL IN (SELECT workspace_id, contact_id ${log(range, sql`message_id != ''`)})
    AND (workspace_id, contact_id, message_id) GLOBAL IN (
      SELECT workspace_id, contact_id, message_id ${log(range, sql`message_id != ''`)}))`
const loose = (range: Range) => sql`(
  SELECT * FROM events
  WHERE deleted = 0 AND message_id = ''
    AND (workspace_id, contact_id, event_id) GLOBAL IN (
      SELECT workspace_id, contact_id, event_id ${log(range, sql`message_id = ''`)}))`

/** What the facts of the touched messages are now, set aside under the fold's version. */
export const stageFacts = (fold: Fold): Sql => sql`
  INSERT INTO folding (${columns}, version, fresh)
  SELECT ${columns}, ${uint(fold.version)}, ${fold.again ? sql`0` : sql`seq > ${uint(fold.after)} AND revision = 0`}
  FROM (${messageFacts(ofMessages(fold))} UNION ALL ${looseFacts(loose(fold))})`

const key = sql`workspace_id, day, kind, event_key`
const content = sql`cityHash64(${join(factColumns.slice(4), ', ')})`

/** What is not yet so in `facts`, and when its message was thought to be sent. */
const changed = ({ version }: Fold) => {
  const old = sql`FROM folding WHERE version = ${uint(version)} AND fresh = 0`
  return sql`(
    SELECT * FROM (SELECT *, ${content} AS content FROM folding WHERE version = ${uint(version)}) AS n
    GLOBAL LEFT ANY JOIN (
      SELECT ${key}, sent_at AS was_sent_at, ${content} AS was
      FROM facts
      WHERE (workspace_id, day) GLOBAL IN (SELECT workspace_id, day ${old})
        AND event_key GLOBAL IN (SELECT event_key ${old})
    ) AS o USING (${key})
    WHERE n.fresh = 1 OR o.was != n.content)`
}

/** Written before the facts themselves: a day that may be changing is never taken for one that rests. */
export const touchDays = (fold: Fold): Sql => sql`
  INSERT INTO days (workspace_id, counted_by, day, touched, touched_at)
  SELECT DISTINCT workspace_id, t.1 AS counted_by, t.2 AS day, ${uint(fold.version)}, now()
  FROM (
    SELECT workspace_id, arrayJoin([('happened', day), ('sent', toDate(sent_at)), ('sent', toDate(was_sent_at))]) AS t
    FROM ${changed(fold)})
  WHERE t.1 = 'happened' OR t.2 > toDate(0)`

export const writeFacts = (fold: Fold): Sql => sql`
  INSERT INTO facts (${columns}, version) SELECT ${columns}, ${name('version')} FROM ${changed(fold)}`

/** An event that was moved leaves its old contact a row that says "gone": the new one may be on another shard. */
export const vacateFacts = (which: Sql, version: number): Sql => sql`
  INSERT INTO facts (workspace_id, day, kind, event_key, at, contact_id, version, deleted)
  SELECT workspace_id, toDate(occurred_at) AS day, kind, sipHash64(event_id), occurred_at, contact_id, ${uint(version)}, 1
  FROM events WHERE deleted = 1 AND ${which}`

export const vacated = (range: Range): Sql => sql`(workspace_id, contact_id, event_id) GLOBAL IN (
  SELECT workspace_id, contact_id, event_id ${log(range, sql`deleted = 1`)})`
