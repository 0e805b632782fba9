import { setTimeout as sleep } from 'node:timers/promises'
import type { Job } from '@airgraph/contract/job.ts'
import { Failure } from '@airgraph/domain/failure.ts'

const pause = 300

/** Looks at a job until it is over, and gives its report. `onState` hears of each state that it comes to. */
export async function untilDone<Report>(
  look: () => Promise<Job<Report>>,
  onState: (state: Job<Report>['state']) => void = () => {},
): Promise<Report> {
  let told: Job<Report>['state'] | null = null
  for (;;) {
    const { state, report, error } = await look()
    if (state === 'done' && report !== null) return report
    if (state === 'failed') throw new Failure('unavailable', error ?? 'It failed.')
    if (state !== told) onState(state)
    told = state
    await sleep(pause)
  }
}
