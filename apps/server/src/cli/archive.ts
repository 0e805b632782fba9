import {
  type ArchiveList,
  type ArchiveReport,
  getArchiveJob,
  listArchives,
  postArchiveRestore,
  postArchives,
} from '@airgraph/contract/archives.ts'
import { Command, Option } from 'commander'
import type { Api } from './api.ts'
import { monthLine } from './month-line.ts'
import { namedMonths, wholeFromOne } from './numbers.ts'
import { print, say } from './print.ts'
import { untilDone } from './until-done.ts'
import { withApi } from './with-api.ts'
import { workspaceOption } from './workspace-option.ts'

interface Given {
  readonly workspace: string
}

const follow = (api: Api, jobId: string) =>
  untilDone(
    () => api(getArchiveJob, { params: { jobId } }),
    (state) => say(state === 'running' ? 'Working.' : 'Waiting for its turn.'),
  )

const inWords = ({ doing, months, milliseconds }: ArchiveReport) =>
  months.length === 0
    ? doing === 'archive'
      ? 'There was nothing to archive.'
      : 'There was nothing to put back.'
    : [
        ...months.map((month) => monthLine(month)),
        doing === 'archive'
          ? `In files after ${(milliseconds / 1_000).toFixed(1)} s. They stay answerable, and leave the tables in a minute or two.`
          : `Back in the tables after ${(milliseconds / 1_000).toFixed(1)} s.`,
      ].join('\n')

const listed = ({ place, archived, stored }: ArchiveList) =>
  [
    ...archived.map((month) => monthLine(month, '  in files')),
    ...stored.map((month) => monthLine(month, '  in the tables')),
    place === null ? 'Nobody said where archives lie: set ARCHIVE_URL.' : `Files lie in ${place}.`,
  ].join('\n')

const run = new Command('run')
  .description('put months into files: those that are named, or all older ones')
  .argument('[months...]', 'such as 2026-03', namedMonths)
  .addOption(workspaceOption())
  .addOption(
    new Option('--keep <months>', 'where none are named: so many stay in the tables')
      .argParser(wholeFromOne)
      .default(6),
  )
  .action(async (months: string[], { workspace, keep }: Given & { keep: number }) => {
    const report = await withApi(workspace, async (api) => {
      const body = months.length > 0 ? { months, keepMonths: keep } : { keepMonths: keep }
      return follow(api, (await api(postArchives, { body })).jobId)
    })
    print(inWords(report))
  })

const restore = new Command('restore')
  .description('put months back into the tables')
  .argument('<months...>', 'such as 2026-03', namedMonths)
  .addOption(workspaceOption())
  .action(async (months: string[], { workspace }: Given) => {
    const report = await withApi(workspace, async (api) =>
      follow(api, (await api(postArchiveRestore, { body: { months } })).jobId),
    )
    print(inWords(report))
  })

const list = new Command('list')
  .description('which months lie in files, and which in the tables')
  .addOption(workspaceOption())
  .action(async ({ workspace }: Given) => {
    print(listed(await withApi(workspace, (api) => api(listArchives))))
  })

export const archiveCommand = new Command('archive')
  .description('months in files: run, list, restore')
  .addCommand(list, { isDefault: true })
  .addCommand(run)
  .addCommand(restore)
