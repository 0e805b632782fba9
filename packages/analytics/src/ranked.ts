import { empty, name, type Sql, sql, uint } from '@airgraph/sql/sql.ts'
import { dimensionColumns, list, type Tallied, total } from './tallied.ts'
import { tally } from './tally.ts'

/** The same tally with the groups beyond the limit gathered, the greatest named; only of what adds up. */
export function ranked(tallied: Tallied, value: Sql): Sql {
  const { plan, starts } = tallied
  const columns = dimensionColumns(plan)
  const totals = plan.facts.map((fact) => total(plan, fact))
  const group = list(columns)
  const kept = list([...columns, ...(starts ? [name('bucket')] : [])])
  const inBucket = totals.map((one) => sql`in_bucket_${one}`)
  const rows = starts
    ? sql`(SELECT ${kept}, ${list(totals.map((one, i) => sql`${one} AS ${inBucket[i] ?? one}`))},
        ${list(totals.map((one) => sql`sum(${one}) OVER (PARTITION BY ${group}) AS all_${one}`))} FROM ${tally(tallied)})`
    : tally(tallied)
  const valued = starts
    ? sql`(SELECT ${kept}, ${list(inBucket)}, ${list(totals.map((one) => sql`all_${one} AS ${one}`))} FROM ${rows})`
    : rows
  const places = sql`dense_rank() OVER (ORDER BY ${value} DESC NULLS LAST, ${group})`
  const sums = totals.map((one, i) => sql`sum(${(starts && inBucket[i]) || one}) AS ${one}`)
  const keys = list(columns.map((_, i) => name(`g${i}`)))
  const named = sql`(SELECT ${list(columns.map((d, i) => sql`if(place > ${uint(plan.question.limit)}, '', ${d}) AS ${name(`g${i}`)}`))},
      place > ${uint(plan.question.limit)} AS other ${starts ? sql`, bucket` : empty}, ${list((starts && inBucket) || totals)}
    FROM (SELECT *, ${places} AS place FROM ${valued}))`
  return sql`(
    SELECT ${list(columns.map((d, i) => sql`${name(`g${i}`)} AS ${d}`))}, other ${starts ? sql`, bucket` : empty}, ${list(sums)}
    FROM ${named} GROUP BY ${keys}, other ${starts ? sql`, bucket` : empty})`
}
