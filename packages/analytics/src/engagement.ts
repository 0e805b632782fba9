import type { EngagementChoice } from '@airgraph/domain/question.ts'
import {
  classesOf,
  type EngagementClass,
  engagementClasses,
  type EngagementFilter,
} from '@airgraph/domain/verdict.ts'
import { join, name, type Sql, sql, strings } from '@airgraph/sql/sql.ts'

export type Classes = readonly EngagementClass[]

const isGroup = (choice: EngagementChoice): choice is EngagementFilter => choice in classesOf
export const classesIn = (choice: EngagementChoice): Classes =>
  isGroup(choice) ? classesOf[choice] : [choice]

const isEvery = (classes: Classes) => classes.length === engagementClasses.length

/** Of the events' rows: whether a verdict is of one of the classes. */
export const isOf = (classes: Classes): Sql =>
  isEvery(classes) ? sql`1` : sql`engagement_class IN (${strings(classes)})`

const never = sql`toDateTime64(0, 3, 'UTC')`
const tallied = (classes: Classes, what: 'opens' | 'opened_at' | 'clicks' | 'clicked_at') =>
  join(
    classes.map((of) => sql`engagement.${name(of)}.${name(what)}`),
    ', ',
  )

/**
 * Of the messages' rows: when it was first opened or clicked by one of the classes; the epoch for never.
 * Of every class together it is when the event itself says, which is there before anybody has judged it.
 */
export const firstOf = (classes: Classes, what: 'opened_at' | 'clicked_at'): Sql =>
  isEvery(classes)
    ? sql`ifNull(${name(what)}, ${never})`
    : sql`arrayMin(arrayFilter(at -> at > ${never}, [${tallied(classes, what)}]))`

/** Of the messages' rows: how often, repeats included. */
export const timesOf = (classes: Classes, what: 'opens' | 'clicks'): Sql =>
  sql`arraySum([${tallied(classes, what)}])`

const group: Readonly<Record<EngagementFilter, string>> = {
  human: 'people (human and proxy)',
  machine: 'machines (prefetch and scanner)',
  all: 'anyone or anything (all classes)',
}
/** To end a definition with. */
export const inWords = (choice: EngagementChoice): string =>
  `Of opens and clicks, those by ${isGroup(choice) ? group[choice] : `the class “${choice}” alone`} count.`
