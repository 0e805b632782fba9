import { basename } from 'node:path'
import { Failure } from '@airgraph/domain/failure.ts'
import { importFile } from '@airgraph/ingest/files/import-file.ts'
import { type ImportPlan, type PlanOptions, readPlan } from '@airgraph/ingest/files/plan.ts'
import { Command } from 'commander'
import { createUploader } from './import-upload.ts'
import { openRejects } from './import-rejects.ts'
import { progressBar } from './import-progress.ts'
import { print, say } from './print.ts'
import { withApi } from './with-api.ts'
import { workspaceOption } from './workspace-option.ts'

interface Options extends PlanOptions {
  readonly workspace: string
  readonly source?: string
  readonly rejects?: string
  readonly dryRun?: boolean
}

const shownInDryRun = 10

export const importCommand = new Command('import')
  .description('load events from a CSV, NDJSON or Parquet file, gzipped or not')
  .argument('<file>')
  .addOption(workspaceOption())
  .option(
    '--source <name>',
    'what the events’ source is called: the file’s name, if you say nothing',
  )
  .requiredOption('--kind <kind>', 'what happened: converted, opened, sent …')
  .requiredOption(
    '--map <target=column,...>',
    'such as contact=CustomerID,at=InvoiceDate,amount=Quantity*UnitPrice',
  )
  .option('--where <test>', 'only these rows, such as "Quantity > 0 and CustomerID is not empty"')
  .option('--group <column>', 'rows that are equal here, of one contact, are one event')
  .option(
    '--refund-when <test>',
    'these rows are refunds: otherwise those with an amount below zero',
  )
  .option(
    '--currency <code>',
    'of the amounts, such as GBP: the workspace’s own, if you say nothing',
  )
  .option('--date-format <format>', 'such as "MM/dd/yyyy HH:mm": found out, if you say nothing')
  .option('--time-zone <zone>', 'of the dates, such as Europe/London')
  .option('--stream <stream>', 'marketing, transactional or outreach')
  .option('--decimal <mark>', '"." or ","')
  .option('--delimiter <mark>', '",", ";", "tab" or "whitespace": found out, if you say nothing')
  .option('--encoding <name>', 'utf-8 or latin1')
  .option('--columns <names>', 'of a file without a header, such as id,at,amount')
  .option('--keep-duplicates', 'rows that are equal to the letter are as many events, not one')
  .option(
    '--rejects <file>',
    'where rows that cannot be read go: FILE.rejects.csv, if you say nothing',
  )
  .option('--dry-run', 'show the first ten events as they would be, and load nothing')
  .action(async (file: string, options: Options) => {
    const plan = readPlan(options)
    if (!plan.ok) throw new Failure('invalid', plan.error)
    await (options.dryRun ? dryRun(file, plan.value) : load(file, plan.value, options))
  })

async function dryRun(file: string, plan: ImportPlan) {
  let shown = 0
  for await (const one of importFile(file, plan)) {
    if ('event' in one) print(JSON.stringify(one.event))
    if ('rejected' in one) say(`line ${one.rejected.line}: ${one.rejected.reason}`)
    if ('event' in one && ++shown === shownInDryRun) break
  }
  say(
    shown === 0 ? 'No event would be loaded.' : `These are the first ${shown}. Nothing was loaded.`,
  )
}

async function load(file: string, plan: ImportPlan, options: Options) {
  const source = options.source ?? sourceNameOf(file)
  await using rejects = openRejects(options.rejects ?? `${file}.rejects.csv`)
  using bar = progressBar(basename(file))
  const loaded = await withApi(options.workspace, async (api) => {
    const uploader = createUploader(api, source, (rejected) => rejects.add(rejected))
    for await (const one of importFile(file, plan)) {
      if ('event' in one) await uploader.add(one)
      else if ('rejected' in one) rejects.add(one.rejected)
      else bar.show(one.progress)
    }
    return uploader.finish()
  })
  bar.done()
  say(
    `${loaded} events loaded from ${basename(file)} into “${options.workspace}”, source “${source}”.`,
  )
  if (rejects.count > 0)
    say(
      `${rejects.count} ${rejects.count === 1 ? 'row was' : 'rows were'} not: ${rejects.file} says why, line by line.`,
    )
}

const sourceNameOf = (file: string) =>
  basename(file)
    .toLowerCase()
    .replace(/(\.(csv|tsv|txt|ndjson|jsonl|json|parquet|gz))+$/, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64) || 'file'
