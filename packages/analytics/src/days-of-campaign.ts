import type { Filter } from '@airgraph/domain/filter.ts'
import { type Sql, sql, strings } from '@airgraph/sql/sql.ts'
import { dates } from './rests.ts'
import type { Scope } from './scope.ts'
import { dayTotalsOf } from './tables.ts'

/** The campaigns of which everything must be that the filter lets through; `null` where it may be of any. */
function onlyCampaigns(filter: Filter | undefined): readonly string[] | null {
  if (filter === undefined) return null
  if ('all' in filter) return filter.all.map(onlyCampaigns).find((some) => some !== null) ?? null
  return 'is' in filter && filter.dimension === 'campaign' ? filter.is : null
}

/**
 * Facts lie by day, and most campaigns are over within some: their totals say on which days there is anything of them. Days
 * that change are looked at in any case.
 */
export function onItsDays(filter: Filter | undefined, scope: Scope): readonly Sql[] {
  const campaigns = onlyCampaigns(filter)
  if (campaigns === null || scope.changing === undefined) return []
  const totals = sql`counted_by = 'happened' AND campaign_id IN (${strings(campaigns)})`
  return [
    sql`(day GLOBAL IN (SELECT day FROM ${dayTotalsOf(scope, totals)}) OR day IN (${dates(scope.changing.happened)}))`,
  ]
}
