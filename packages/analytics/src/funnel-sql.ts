import { join, name, type Sql, sql, uint } from '@airgraph/sql/sql.ts'
import { beginners, everyone, gateOf, through, withLoose } from './funnel-messages.ts'
import { endOf, type FunnelPlan, isLoose, never, reached, taken, timesOf } from './funnel-steps.ts'

/**
 * From rows that know of a step when it was taken, on to the last. What is joined by contact is joined where it is first
 * needed: what the steps before it were made of is not carried through.
 */
function walked(plan: FunnelPlan, rows: Sql, from: number): Sql {
  const { steps } = plan.question
  const end = endOf(plan, reached(0))
  const firstLoose = steps.findIndex(isLoose)
  return steps.slice(from + 1).reduce((before, step, i) => {
    const at = from + 1 + i
    return sql`SELECT *, ${taken(step, timesOf(step), reached(at - 1), end)} AS ${reached(at)}
      FROM (${at === firstLoose ? withLoose(plan, before) : before})`
  }, rows)
}

/** The groups to name: those that most messages begin in. */
export const funnelGroups = (plan: FunnelPlan): Sql | null =>
  plan.question.by.length === 0
    ? null
    : sql`SELECT d0 FROM (${beginners(plan)}) GROUP BY d0
        ORDER BY count() DESC, d0 LIMIT ${uint(plan.question.limit)}`

const countOf = (i: number) => sql`countIf(${reached(i)} > ${never}) AS ${name(`count_${i}`)}`
const medianOf = (i: number) =>
  sql`quantileExactInclusiveIf(0.5)(dateDiff('millisecond', ${reached(i - 1)}, ${reached(i)}),
    ${reached(i)} > ${never}) AS ${name(`median_${i}`)}`

/** How many came to each of some steps, out of rows that were walked. */
function counted(rows: Sql, steps: readonly number[], named: Sql | null): Sql {
  const all = join(
    steps.flatMap((i) => (i === 0 ? [countOf(i)] : [countOf(i), medianOf(i)])),
    ', ',
  )
  if (named === null) return sql`SELECT ${all} FROM (${rows})`
  return sql`SELECT d0, other, ${all}
    FROM (SELECT * REPLACE (if(other, '', d0) AS d0)
      FROM (SELECT *, d0 GLOBAL NOT IN (${named}) AS other FROM (${rows})))
    GROUP BY d0, other`
}

/** Where there is a gate, who came to it is counted apart from who went through it, in one pass each. */
export function funnelSql(plan: FunnelPlan, named: Sql | null): Sql {
  const { steps } = plan.question
  const numbers = [...steps.keys()]
  const gate = gateOf(plan)
  if (gate === null) return counted(walked(plan, everyone(plan), 0), numbers, named)
  const before = { ...plan, question: { ...plan.question, steps: steps.slice(0, gate.at) } }
  const came = counted(walked(before, everyone(before), 0), numbers.slice(0, gate.at), named)
  const went = counted(walked(plan, through(plan, gate), gate.at), numbers.slice(gate.at), named)
  return named === null
    ? sql`SELECT * FROM (${came}) AS c CROSS JOIN (${went}) AS w`
    : sql`SELECT * FROM (${came}) AS c GLOBAL LEFT ANY JOIN (${went}) AS w USING (d0, other)`
}
