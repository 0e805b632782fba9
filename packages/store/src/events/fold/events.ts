import { type Sql, sql } from '@airgraph/sql/sql.ts'
import { type Range, within } from './range.ts'

/** From the log to where each event is once. */
export const deriveEvents = (range: Range, unless: Sql = sql`0`): Sql =>
  sql`INSERT INTO events SELECT * EXCEPT (committed_at) FROM recent_events WHERE ${within(range)} AND NOT (${unless})`
