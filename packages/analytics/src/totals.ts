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

function totalsReader(plan: Plan) {
  const columns = new Map(plan.facts.map((fact) => [fact, totalColumn(plan, fact)]))
  return (row: Row): Totals => ({
    total: (fact) => Number(row[columns.get(fact) ?? ''] ?? 0),
    percentile(fact, level) {
      const value = row[percentileColumn(plan, fact, level)]
      return typeof value === 'number' ? value : null
    },
  })
}

export function foundIn(plan: Plan, rows: readonly Row[]): Found {
  const groups = new Map<string, Group>()
  const places = new Map<string, Map<number, Totals>>()
  const totalsOf = totalsReader(plan)
  for (const row of rows) {
    const group = groupOf(plan, row)
    const buckets = places.get(group.key) ?? new Map<number, Totals>()
    groups.set(group.key, group)
    places.set(group.key, buckets.set(Number(row['bucket'] ?? 0), totalsOf(row)))
  }
  return { groups, at: ({ key }, bucket = 0) => places.get(key)?.get(bucket) ?? nothing }
}
