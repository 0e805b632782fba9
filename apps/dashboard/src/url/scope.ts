import { engagementFilters } from '@airgraph/domain/verdict.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { addDays, addMonths, daysBetween } from '../time/local-day.ts'
import type { LocalDay } from '../time/local-day.ts'
import { periodOf, presets, previousOf } from '../time/period.ts'
import type { Calendar, Period } from '../time/period.ts'
import { day, oneOf, text } from './fields.ts'
import type { ViewOf } from './view.ts'

const comparisons = ['previous-period', 'previous-year', 'none'] as const
export type Comparison = (typeof comparisons)[number]

/** What every page is about; it goes along from page to page. */
export const scopeFields = {
  workspace: text(),
  range: oneOf([...presets, 'custom'], '30d'),
  /** Of a custom range, both days in. */
  from: day,
  to: day,
  compare: oneOf(comparisons, 'previous-period'),
  engagement: oneOf(engagementFilters, 'human'),
}
export type ScopeView = ViewOf<typeof scopeFields>

/** What a page asks about. */
export interface Scope {
  readonly period: Period
  readonly compare: Comparison
  readonly engagement: EngagementFilter
}

const usualRange = scopeFields.range.usual

/** Longer than this nothing is asked at once. */
const mostDays = 3 * 366

export function scopeOf(view: ScopeView, today: LocalDay, calendar: Calendar): Scope {
  const { range, compare, engagement } = view
  const period =
    range === 'custom' ? customPeriod(view, today, calendar) : periodOf(range, today, calendar)
  return { period, compare, engagement }
}

/** A custom range that is not whole, or the wrong way round, is the usual one. */
function customPeriod({ from, to }: ScopeView, today: LocalDay, calendar: Calendar): Period {
  const isWhole = from !== null && to !== null && from <= to && daysBetween(from, to) < mostDays
  return isWhole ? { from, to: addDays(to, 1) } : periodOf(usualRange as '30d', today, calendar)
}

export function comparedPeriod({ period, compare }: Scope): Period | null {
  if (compare === 'none') return null
  if (compare === 'previous-period') return previousOf(period)
  return { from: addMonths(period.from, -12), to: addMonths(period.to, -12) }
}

/** As a question says it: left out where there is nothing to compare with. */
export const compareIn = ({ compare }: Scope) => (compare === 'none' ? {} : { compare })
