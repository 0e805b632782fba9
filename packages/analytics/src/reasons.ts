import { allOf, type Sql, sql, str } from '@airgraph/sql/sql.ts'
import type { Scope } from './scope.ts'
import { sentWithin, type Within } from './sent-within.ts'
import { eventsOf, factsOf } from './tables.ts'

interface Asked extends Within {
  readonly campaign: string
}

/** Whoever got this campaign's mail: what an open does not say of itself, its message does. */
const theirs = (asked: Asked, scope: Scope): Sql => {
  const where = allOf([
    sql`campaign_id = ${str(asked.campaign)}`,
    sql`kind IN ('opened', 'clicked')`,
    ...sentWithin(asked, scope, sql`sent_at`),
  ])
  return sql`SELECT contact_id, event_key FROM ${factsOf(scope, where)}`
}

/** How often each reason was given, by what was judged and as what. */
export const reasonsSql = (asked: Asked, scope: Scope): Sql => {
  const where = sql`kind IN ('opened', 'clicked') AND (contact_id, sipHash64(event_id)) GLOBAL IN (${theirs(asked, scope)})`
  return sql`
    SELECT kind, engagement_class AS class, reason, count() AS n
    FROM (SELECT kind, engagement_class, arrayJoin(engagement_reasons) AS reason FROM ${eventsOf(scope, where)})
    GROUP BY kind, class, reason ORDER BY n DESC, reason`
}
