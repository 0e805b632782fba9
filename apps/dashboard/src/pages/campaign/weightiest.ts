import type { listReasons } from '@airgraph/contract/reasons.ts'
import type { EngagementClass } from '@airgraph/domain/verdict.ts'
import type { z } from 'zod'

type Listed = z.output<(typeof listReasons)['reply'][200]>

export interface Given {
  readonly class: EngagementClass
  readonly words: string
  readonly count: number
}

const mostShown = 12

/** The reasons given most, for opens and clicks together, in words. */
export function weightiest({ reasons, given }: Listed): readonly Given[] {
  const words = new Map(reasons.map((reason) => [reason.name, reason.words]))
  const sums = new Map<string, Given>()
  for (const { class: of, reason, count } of given) {
    const key = `${of} ${reason}`
    const before = sums.get(key)?.count ?? 0
    sums.set(key, { class: of, words: words.get(reason) ?? reason, count: before + count })
  }
  return [...sums.values()].toSorted((a, b) => b.count - a.count).slice(0, mostShown)
}
