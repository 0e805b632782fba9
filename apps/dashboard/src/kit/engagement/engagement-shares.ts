import type { MetricsRow } from '@airgraph/domain/answer.ts'
import { ratio } from '@airgraph/domain/units.ts'
import { classesOf, engagementClasses } from '@airgraph/domain/verdict.ts'
import type { EngagementClass } from '@airgraph/domain/verdict.ts'

export type Act = 'opens' | 'clicks'

export interface Share {
  readonly class: EngagementClass
  readonly count: number
  /** Of all classes; `null` where there was nothing at all. */
  readonly ratio: number | null
}

/** Every class in its fixed order, those without an event too. */
export function sharesOf(rows: readonly MetricsRow[], act: Act): readonly Share[] {
  const counts = engagementClasses.map((name) => {
    const row = rows.find(({ by }) => by['engagement'] === name)
    return { class: name, count: row?.values[act]?.value ?? 0 }
  })
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  return counts.map((share) => ({ ...share, ratio: ratio(share.count, all) }))
}

export const countOf = (shares: readonly Share[]) =>
  shares.reduce((sum, { count }) => sum + count, 0)

/** What a person caused, as the metrics count it by default. */
export const humanRatio = (shares: readonly Share[]) =>
  ratio(countOf(shares.filter((share) => classesOf.human.includes(share.class))), countOf(shares))
