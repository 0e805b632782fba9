import { setTimeout as sleep } from 'node:timers/promises'
import { getRejudge, postRejudge, type RejudgeReport } from '@airgraph/contract/rejudge.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import { Command } from 'commander'
import type { Api } from './api.ts'
import { print, say } from './print.ts'
import { withApi } from './with-api.ts'
import { workspaceOption } from './workspace-option.ts'

const pause = 300

export const rejudgeCommand = new Command('rejudge')
  .description('judge all history again: with later evidence, or after the rules have changed')
  .addOption(workspaceOption())
  .action(async ({ workspace }: { workspace: string }) => {
    const report = await withApi(workspace, async (api) => {
      const { jobId } = await api(postRejudge)
      say('Judging. Questions are answered meanwhile.')
      return untilDone(api, jobId)
    })
    print(inWords(report))
  })

async function untilDone(api: Api, jobId: string): Promise<RejudgeReport> {
  for (;;) {
    const { state, report, error } = await api(getRejudge, { params: { jobId } })
    if (state === 'done' && report !== null) return report
    if (state === 'failed') throw new Failure('unavailable', error ?? 'The rejudgement failed.')
    await sleep(pause)
  }
}

const inWords = ({ contacts, judged, moved, classifierVersion, milliseconds }: RejudgeReport) =>
  [
    `${judged} opens and clicks of ${contacts} contacts judged by rules version ${classifierVersion} in ${(milliseconds / 1_000).toFixed(1)} s.`,
    ...(moved.length === 0 ? ['No verdict moved.'] : ['Moved:']),
    ...moved
      .toSorted((a, b) => b.count - a.count)
      .map(
        ({ kind, from, to, count }) => `  ${String(count).padStart(8)}  ${kind}: ${from} → ${to}`,
      ),
  ].join('\n')
