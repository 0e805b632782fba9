import { classifierVersion } from '@airgraph/engagement/judge.ts'
import type { Programme } from '@airgraph/simulate/programme.ts'
import type { WorldName } from '@airgraph/simulate/simulate.ts'
import { observe } from './contacts.ts'
import { classifier, flagsAlone, score, type Score } from './measure.ts'
import { shuffleTruth } from './shuffle-truth.ts'

/** What the classifier is held to, on every programme. */
export const bounds = { auc: 0.97, clickRateError: 0.05 } as const

/** With the truth shuffled nothing can be known. */
export const controlBounds = { from: 0.48, to: 0.52 } as const

const worlds: readonly WorldName[] = ['standard', 'misspecified', 'adversarial-bots']

/** Worlds in turn: as the rules expect machines to be, of another family, and hiding. */
const programmeOf = (seed: number): Programme & { readonly world: WorldName } => ({
  seed,
  world: worlds[seed % worlds.length] ?? 'standard',
  contacts: 6_000,
  from: new Date('2026-04-01'),
  to: new Date('2026-10-01'),
  campaignsPerWeek: 2,
})

export interface Result {
  readonly seed: number
  readonly world: WorldName
  readonly classifier: Score
  readonly flags: Score
}

export function evaluate(seed: number, change: Partial<Programme> = {}): Result {
  const programme = { ...programmeOf(seed), ...change }
  const observed = observe(programme)
  return {
    seed,
    world: programme.world,
    classifier: score(observed, classifier(observed)),
    flags: score(observed, flagsAlone),
  }
}

/** AUC against a truth that was dealt out anew. */
export function control(seed: number, change: Partial<Programme> = {}): number {
  const shuffled = shuffleTruth(observe({ ...programmeOf(seed), ...change }), seed)
  return score(shuffled, classifier(shuffled)).auc ?? 0
}

const isWithinBounds = ({ auc, clickRateError }: Score) =>
  (auc ?? 0) >= bounds.auc && Math.abs(clickRateError) <= bounds.clickRateError

const three = (value: number | null) => (value === null ? '–' : value.toFixed(3)).padStart(6)
const percent = (value: number) =>
  `${value >= 0 ? '+' : '−'}${Math.abs(value * 100).toFixed(1)} %`.padStart(9)

const line = ({ seed, world, classifier: ours, flags }: Result) =>
  [
    String(seed).padStart(4),
    world.padEnd(17),
    three(ours.auc),
    three(ours.aucOfOpens),
    three(ours.aucOfClicks),
    three(ours.accuracy),
    percent(ours.clickRateError),
    '  |',
    three(flags.auc),
    percent(flags.clickRateError),
    isWithinBounds(ours) ? '' : '  out of bounds',
  ].join(' ')

const worst = (
  results: readonly Result[],
  of: (score: Score) => number,
  which: 'classifier' | 'flags',
) => results.reduce((most, result) => Math.max(most, of(result[which])), 0)

/** Prints a line per seed, and whether every one of them is within bounds. */
export function evaluateEngagement(seeds: readonly number[]): boolean {
  console.log(
    `Engagement classifier version ${classifierVersion} against the simulator's truth; baseline: the sources' flags alone.\n`,
  )
  console.log('seed world                AUC  opens clicks   right click rate   | flags click rate')
  const results = seeds.map((seed) => {
    const result = evaluate(seed)
    console.log(line(result))
    return result
  })
  const lowest = Math.min(...results.map(({ classifier: { auc } }) => auc ?? 0))
  const error = ({ clickRateError }: Score) => Math.abs(clickRateError)
  const good = results.every((result) => isWithinBounds(result.classifier))
  console.log(
    `\nLowest AUC ${lowest.toFixed(3)} (bound ${bounds.auc}). Farthest human click rate ` +
      `±${(worst(results, error, 'classifier') * 100).toFixed(1)} % (bound ±${bounds.clickRateError * 100} %), ` +
      `with flags alone ±${(worst(results, error, 'flags') * 100).toFixed(0)} %. ` +
      `${results.filter((r) => isWithinBounds(r.classifier)).length} of ${results.length} seeds within bounds.`,
  )
  return controlHolds(seeds[0] ?? 1) && good
}

function controlHolds(seed: number) {
  const auc = control(seed)
  const { from, to } = controlBounds
  console.log(`With the truth of seed ${seed} shuffled: AUC ${auc.toFixed(3)} (${from}–${to}).`)
  return auc >= from && auc <= to
}
