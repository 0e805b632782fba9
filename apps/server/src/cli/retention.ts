import {
  getRetention,
  getRetentionJob,
  looseKinds,
  postRetention,
  postRetentionRun,
  type Retention,
  type RetentionReport,
} from '@airgraph/contract/retention.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import { Command, InvalidArgumentError, Option } from 'commander'
import { monthLine } from './month-line.ts'
import { monthsOrEver, wholeFromOne } from './numbers.ts'
import { print, say } from './print.ts'
import { untilDone } from './until-done.ts'
import { withApi } from './with-api.ts'
import { workspaceOption } from './workspace-option.ts'

interface Given {
  readonly workspace: string
}

const listed = (months: RetentionReport['months']) => months.map((month) => monthLine(month))

const inWords = ({ means, wouldRemove }: Retention) =>
  [
    ...means,
    '',
    ...(wouldRemove.length === 0
      ? ['Nothing is too old.']
      : [
          'Too old, and removed in the night or by “airgraph retention run”:',
          ...listed(wouldRemove),
        ]),
  ].join('\n')

const show = new Command('show')
  .description('what is kept for how long, and what would go')
  .addOption(workspaceOption())
  .action(async ({ workspace }: Given) => {
    print(inWords(await withApi(workspace, (api) => api(getRetention))))
  })

type Loose = Partial<Record<(typeof looseKinds)[number], number>>

/** "visited=3" → { visited: 3 }, beside what was said before. */
function pair(text: string, before: Loose = {}): Loose {
  const [name, months = ''] = text.split('=')
  const kind = looseKinds.find((one) => one === name)
  if (kind === undefined)
    throw new InvalidArgumentError(
      `Expected one of ${looseKinds.join(', ')}, and after “=” how many months.`,
    )
  return { ...before, [kind]: wholeFromOne(months) }
}

const set = new Command('set')
  .description('say what is kept for how long; what is not said is kept for ever')
  .addOption(workspaceOption())
  .option('--keep <months>', 'messages and everything else; or “ever”', monthsOrEver)
  .option('--loose <kind=months>', `of what names no message: ${looseKinds.join(', ')}`, pair)
  .addOption(
    new Option('--totals <what>', 'whether totals of days stay')
      .choices(['keep', 'remove'])
      .default('keep'),
  )
  .option(
    '--archive-after <months>',
    'put months into files so long after they ended',
    wholeFromOne,
  )
  .action(
    async (given: {
      readonly workspace: string
      readonly keep?: number | null
      readonly loose?: Loose
      readonly totals: 'keep' | 'remove'
      readonly archiveAfter?: number
    }) => {
      const { workspace, keep = null, loose = {}, totals, archiveAfter = null } = given
      if (given.keep === undefined && given.loose === undefined && archiveAfter === null)
        throw new Failure(
          'invalid',
          'Say what is kept for how long with --keep, --loose or --archive-after; “--keep ever” keeps everything.',
        )
      const body = { months: keep, loose, totals, archiveAfter }
      print(inWords(await withApi(workspace, (api) => api(postRetention, { body }))))
    },
  )

const run = new Command('run')
  .description('remove what is too old now')
  .addOption(workspaceOption())
  .action(async ({ workspace }: Given) => {
    const report = await withApi(workspace, async (api) => {
      const { jobId } = await api(postRetentionRun)
      say('Removing. Questions are answered meanwhile.')
      return untilDone(() => api(getRetentionJob, { params: { jobId } }))
    })
    print(
      report.months.length === 0
        ? 'Nothing was too old.'
        : ['Removed:', ...listed(report.months)].join('\n'),
    )
  })

export const retentionCommand = new Command('retention')
  .description('what is kept for how long: show, set, run')
  .addCommand(show, { isDefault: true })
  .addCommand(set)
  .addCommand(run)
