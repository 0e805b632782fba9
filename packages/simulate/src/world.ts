/** What holds for everybody in one simulated world; drawn anew for each seed within its ranges. */
import type { Random } from './random.ts'
import { familiar, hiding, unfamiliar } from './scanners.ts'
import type { Makes } from './scanners.ts'

export const worldNames = ['standard', 'misspecified', 'adversarial-bots', 'quiet'] as const
/**
 * `misspecified`: the same people and machines, of other families: heavy tails, mixtures, unknown
 * makes. `adversarial-bots`: machines that hide. `quiet`: no machines, and nothing has an effect.
 */
export type WorldName = (typeof worldNames)[number]

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

export interface World {
  /** Shares and probabilities, 0–1. */
  readonly companies: number
  readonly privacy: number
  readonly scannedCompanies: number
  readonly proxyPrefetch: number
  readonly crawled: number
  /** Per human click: pasted into a chat, whose server fetches a preview. */
  readonly pasted: number
  readonly bursts: number
  readonly twice: number
  readonly late: number
  readonly makes: Makes
  /** Logits per extra mail a week; negative. */
  readonly fatigue: number
  /** How strongly frequency pressure hastens the end of interest. */
  readonly weariness: number
  /** Deviation of a subject's true effect, in logits. */
  readonly subjectEffect: number
  /** Probability of a new job, a month. */
  readonly drift: number
  /** From delivery, in milliseconds. */
  scannerDelay(random: Random): number
  returnDelay(random: Random): number
  prefetchDelay(random: Random): number
  /** From delivery to the moment a person would look, if it is not at night. */
  attention(random: Random): number
  /** From opening to the first click, and from one click to the next. */
  reading(random: Random): number
}

const clipped = (low: number, value: number, high: number) => Math.min(high, Math.max(low, value))

const standard = (random: Random): World => ({
  companies: random.between(0.24, 0.34),
  privacy: random.between(0.3, 0.6),
  scannedCompanies: random.between(0.05, 0.4),
  proxyPrefetch: 0.05,
  crawled: 0.0006,
  pasted: 0.012,
  bursts: 0.015,
  twice: random.between(0.01, 0.03),
  late: random.between(0.004, 0.015),
  makes: familiar,
  fatigue: random.between(-0.4, -0.1),
  weariness: random.between(0.5, 1.2),
  subjectEffect: 0.2,
  drift: 0.02,
  scannerDelay: (r) => clipped(5 * second, r.logNormal(75 * second, 1.3), 30 * minute),
  returnDelay: (r) => r.between(2 * hour, 30 * hour),
  prefetchDelay: (r) => clipped(15 * second, r.logNormal(14 * minute, 1.5), 20 * hour),
  attention(r) {
    const kind = r.unit()
    if (kind < 0.06) return r.between(4 * second, 60 * second) // the phone was in the hand
    if (kind < 0.7) return Math.min(40 * hour, r.logNormal(70 * minute, 1.4))
    return Math.min(12 * 24 * hour, r.logNormal(15 * hour, 0.9))
  },
  reading: (r) => Math.min(20 * minute, 1500 + r.logNormal(14 * second, 0.9)),
})

const misspecified = (random: Random): World => ({
  ...standard(random),
  bursts: 0.15,
  makes: [...familiar.slice(0, 2), ...unfamiliar],
  proxyPrefetch: random.between(0.02, 0.2),
  crawled: 0.002,
  scannerDelay(r) {
    const kind = r.unit()
    if (kind < 0.3) return r.between(1 * second, 15 * second)
    if (kind < 0.7) return r.between(1 * minute, 90 * minute)
    return r.between(2 * hour, 9 * hour)
  },
  returnDelay: (r) => Math.min(9 * 24 * hour, r.pareto(20 * minute, 0.7)),
  prefetchDelay: (r) =>
    r.chance(0.5) ? r.between(1 * second, 10 * minute) : r.between(1 * hour, 26 * hour),
  attention: (r) =>
    r.chance(0.15)
      ? r.between(3 * second, 90 * second)
      : Math.min(14 * 24 * hour, r.pareto(9 * minute, 0.45)),
  reading: (r) => Math.min(2 * hour, r.pareto(800, 0.8)),
})

const adversarial = (random: Random): World => ({
  ...standard(random),
  scannedCompanies: random.between(0.25, 0.4),
  makes: [...familiar.slice(0, 3), ...hiding, ...hiding],
  scannerDelay: (r) =>
    r.chance(0.4) ? r.logNormal(90 * second, 1) : Math.min(30 * hour, r.logNormal(3 * hour, 1.2)),
})

const quiet = (random: Random): World => ({
  ...standard(random),
  privacy: 0,
  scannedCompanies: 0,
  proxyPrefetch: 0,
  crawled: 0,
  pasted: 0,
  fatigue: 0,
  weariness: 0,
  subjectEffect: 0,
  drift: 0,
})

const worlds: Readonly<Record<WorldName, (random: Random) => World>> = {
  standard,
  misspecified,
  'adversarial-bots': adversarial,
  quiet,
}

export const drawWorld = (name: WorldName, random: Random): World => worlds[name](random)
