import { getRejudge, postRejudge, type RejudgeReport } from '@airgraph/contract/rejudge.ts'
import { Command } from 'commander'
import { print, say } from './print.ts'
import { untilDone } from './until-done.ts'
import { withApi } from './with-api.ts'
import { workspaceOption } from './workspace-option.ts'

export const rejudgeCommand = new Command('rejudge')
  .description('judge all history again: with later evidence, or after the rules have changed')
  .addOption(workspaceOption())
  .action(async ({ workspace }: { workspace: string }) => {
    const report = await withApi(workspace, async (api) => {
      const { jobId } = await api(postRejudge)
      say('Judging. Questions are answered meanwhile.')
      return untilDone(() => api(getRejudge, { params: { jobId } }))
    })
    print(inWords(report))
  })

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
