import type { FactName } from './facts.ts'
import { nothing, type Totals } from './measure.ts'
import type { Plan } from './plan.ts'
import type { Row } from './scope.ts'

/** The columns of a row of totals. */
export const totalColumn = ({ facts }: Plan, fact: FactName) => `total_${facts.indexOf(fact)}`
export const percentileColumn = ({ facts }: Plan, fact: FactName, level: 0.5 | 0.9) =>
  `${level === 0.5 ? 'median' : 'p90'}_${facts.indexOf(fact)}`

/** A group of the answer, or all the others together. */
export interface Group {
  readonly key: string
  readonly by: Readonly<Record<string, string>>
  readonly other: boolean
}

export const everything: Group = { key: '[]', by: {}, other: false }
export const theRest: Group = { key: 'other', by: {}, other: true }

export function groupOf({ question }: Plan, row: Row): Group {
  if (row['other'] === 1) return theRest
  const values = question.by.map((_, i) => String(row[`d${i}`]))
  const by = question.by.map((dimension, i) => [dimension, values[i] ?? ''])
  return { key: JSON.stringify(values), by: Object.fromEntries(by), other: false }
}

/** The rows of one statement, to be looked up. */
export interface Found {
  readonly groups: ReadonlyMap<string, Group>
  /** `bucket` is its start; absent for a group's only one. */
  at(group: Group, bucket?: number): Totals
}

const totalsOf = (plan: Plan, row: Row): Totals => ({
  total: (fact) => Number(row[totalColumn(plan, fact)] ?? 0),
  percentile(fact, level) {
    const value = row[percentileColumn(plan, fact, level)]
    return typeof value === 'number' ? value : null
  },
})

const placeOf = (group: Group, bucket: unknown) => `${Number(bucket ?? 0)} ${group.key}`

export function foundIn(plan: Plan, rows: readonly Row[]): Found {
  const groups = new Map<string, Group>()
  const places = new Map<string, Row>()
  for (const row of rows) {
    const group = groupOf(plan, row)
    groups.set(group.key, group)
    places.set(placeOf(group, row['bucket']), row)
  }
  return {
    groups,
    at(group, bucket) {
      const there = places.get(placeOf(group, bucket))
      return there ? totalsOf(plan, there) : nothing
    },
  }
}
