import type { Ratio } from './units.ts'

/**
 * Who caused an open or a click.
 * `human`: a person. `proxy`: an image proxy that usually fetches when a person opens (Gmail, Yahoo).
 * `prefetch`: fetched ahead of any person (Apple Mail Privacy Protection). `scanner`: a security or link
 * checker, a crawler, a script. `unknown`: the evidence contradicts itself.
 */
export const engagementClasses = ['human', 'proxy', 'prefetch', 'scanner', 'unknown'] as const
export type EngagementClass = (typeof engagementClasses)[number]

export interface Verdict {
  readonly class: EngagementClass
  /** How sure we are that a person caused it is `humanProbability`; this is how sure of the class. */
  readonly confidence: Ratio
  /** 0–1: that a person caused it, whatever the class. What evaluations rank by. */
  readonly humanProbability: Ratio
  /** Names of the rules that spoke, weightiest first. Never empty. */
  readonly reasons: readonly string[]
  readonly classifierVersion: number
}

/** Which verdicts a metric counts: a group, or one class alone. */
export const engagementFilters = ['human', 'machine', 'all'] as const
export type EngagementFilter = (typeof engagementFilters)[number]

/** A proxy's open is a person's unless there is evidence against it; the classifier has looked. */
export const classesOf: Readonly<Record<EngagementFilter, readonly EngagementClass[]>> = {
  human: ['human', 'proxy'],
  machine: ['prefetch', 'scanner'],
  all: engagementClasses,
}
