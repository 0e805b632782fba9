import type { EngagementChoice } from '@airgraph/domain/question.ts'
import {
  classesOf,
  type EngagementClass,
  engagementClasses,
  type EngagementFilter,
} from '@airgraph/domain/verdict.ts'
import { type Sql, sql, strings } from '@airgraph/sql/sql.ts'

export type Classes = readonly EngagementClass[]

const isGroup = (choice: EngagementChoice): choice is EngagementFilter => choice in classesOf
export const classesIn = (choice: EngagementChoice): Classes =>
  isGroup(choice) ? classesOf[choice] : [choice]

export const isEvery = (classes: Classes) => classes.length === engagementClasses.length

/** Of the events' rows: whether a verdict is of one of the classes. */
export const isOf = (classes: Classes): Sql =>
  isEvery(classes) ? sql`1` : sql`engagement_class IN (${strings(classes)})`

const group: Readonly<Record<EngagementFilter, string>> = {
  human: 'people (human and proxy)',
  machine: 'machines (prefetch and scanner)',
  all: 'anyone or anything (all classes)',
}
/** To end a definition with. */
export const inWords = (choice: EngagementChoice): string =>
  `Of opens and clicks, those by ${isGroup(choice) ? group[choice] : `the class “${choice}” alone`} count.`
