import { isRecognised } from '../confirm.ts'
import type { SiteEvidence } from '../evidence.ts'
import type { Judged } from '../judge.ts'
import { clockOf } from '../story.ts'
import type { Tallies } from './tallies.ts'

/** Later than this, most clicks are people's. */
const late = 600_000

export const newSite = () => ({ seen: 0, visited: 0, recognised: { clicks: 0, visited: 0 } })

export function addToSites(sites: Tallies<ReturnType<typeof newSite>>, clicks: readonly Judged[]) {
  for (const { subject, verdict } of clicks) {
    const clock = clockOf(subject.message)
    if (subject.host === '' || clock === null || subject.at - clock < late) continue
    if (verdict.humanProbability < 0.5) continue
    const tally = sites.of(subject.host)
    const visited = Number(subject.visit !== null)
    tally.seen++
    tally.visited += visited
    if (!isRecognised(subject)) continue
    tally.recognised.clicks++
    tally.recognised.visited += visited
  }
}

export const closeSite = ({ seen, ...counts }: ReturnType<typeof newSite>): SiteEvidence => ({
  ...counts,
  clicks: seen,
})
