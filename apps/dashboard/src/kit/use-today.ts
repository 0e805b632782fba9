import { todayOf } from '../time/period.ts'
import type { Calendar } from '../time/period.ts'
import { useNow } from './use-now.ts'

/** The workspace's day, also on a page that stays open past midnight. */
export const useToday = (calendar: Calendar) => todayOf(new Date(useNow(30_000)), calendar)
