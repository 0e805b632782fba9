import { basename } from 'node:path'
import { getWorkspace } from '@airgraph/contract/workspaces.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { ExportFormat } from '@airgraph/ingest/files/export-format.ts'
import { exportFormats } from '@airgraph/ingest/files/export-formats.ts'
import { importExport } from '@airgraph/ingest/files/import-export.ts'
import type { Imported } from '@airgraph/ingest/files/events-in.ts'
import { importFile } from '@airgraph/ingest/files/import-file.ts'
import { isCurrency } from '@airgraph/ingest/files/minor-units.ts'
import { type PlanOptions, readPlan } from '@airgraph/ingest/files/plan.ts'
import { Command, Option } from 'commander'
import type { Api } from './api.ts'
import { count } from './figures.ts'
import { summaryOf } from './import-summary.ts'
import { createUploader } from './import-upload.ts'
import { openRejects } from './import-rejects.ts'
import { progressBar } from './import-progress.ts'
import { print, say } from './print.ts'
import { withApi } from './with-api.ts'
import { workspaceOption } from './workspace-option.ts'

interface Options extends PlanOptions {
  readonly workspace: string
  readonly source?: string
  readonly format?: string
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
    'what the events’ source is called: the format’s or the file’s name, if you say nothing',
  )
  .addOption(
    new Option(
      '--format <name>',
      'of what another product exported: its columns are known',
    ).choices(exportFormats.map(({ name }) => name)),
  )
  .option('--kind <kind>', 'what happened: converted, opened, sent …')
  .option(
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
    const reader = readerOf(file, options)
    await (options.dryRun
      ? dryRun(reader((options.currency ?? 'EUR').toUpperCase()))
      : load(file, reader, options))
  })

/** The events of the file, for those amounts that name no currency in this one. */
type Reader = (currency: string) => AsyncGenerator<Imported, void>

function readerOf(file: string, options: Options): Reader {
  const format = formatOf(options)
  if (format !== undefined) return (currency) => importExport(file, format, currency)
  const plan = readPlan(options)
  if (!plan.ok) throw new Failure('invalid', plan.error)
  return () => importFile(file, plan.value)
}

const ofColumns = ['kind', 'map', 'where', 'group', 'refundWhen', 'dateFormat', 'columns'] as const

/** Whose columns are known is told nothing about them. */
function formatOf(options: Options): ExportFormat | undefined {
  const format = exportFormats.find(({ name }) => name === options.format)
  const also = ofColumns.find((name) => options[name] !== undefined)
  if (format !== undefined && also !== undefined)
    throw new Failure(
      'invalid',
      `--format ${format.name} knows what the columns mean: leave out --${also}.`,
    )
  if (
    format !== undefined &&
    options.currency !== undefined &&
    !isCurrency(options.currency.toUpperCase())
  )
    throw new Failure(
      'invalid',
      `--currency "${options.currency}" is unknown: say an ISO 4217 code such as EUR.`,
    )
  return format
}

async function dryRun(events: AsyncGenerator<Imported, void>) {
  let shown = 0
  for await (const one of events) {
    if ('event' in one) print(JSON.stringify(one.event))
    if ('rejected' in one) say(`line ${one.rejected.line}: ${one.rejected.reason}`)
    if ('event' in one && ++shown === shownInDryRun) break
  }
  say(
    shown === 0 ? 'No event would be loaded.' : `These are the first ${shown}. Nothing was loaded.`,
  )
}

async function load(file: string, reader: Reader, options: Options) {
  const source = options.source ?? options.format ?? sourceNameOf(file)
  const started = performance.now()
  await using rejects = openRejects(options.rejects ?? `${file}.rejects.csv`)
  using bar = progressBar(basename(file))
  const loaded = await withApi(options.workspace, async (api) => {
    const workspace = await workspaceOf(api)
    const outcomes = reader(currencyOf(workspace?.currency, options))
    const sent = await send(outcomes, { api, source, rejects, bar })
    return { ...sent, workspace: workspace?.workspaceId ?? null }
  })
  bar.done()
  const milliseconds = performance.now() - started
  if (rejects.endsEarly !== null) process.exitCode = 1
  say(summaryOf({ file: basename(file), source, ...loaded, milliseconds, rejects }))
}

interface Sending {
  readonly api: Api
  readonly source: string
  readonly rejects: ReturnType<typeof openRejects>
  readonly bar: ReturnType<typeof progressBar>
}

async function send(outcomes: AsyncGenerator<Imported, void>, to: Sending) {
  const { rejects, bar } = to
  let events = 0
  let [rows, leftOut] = [0, 0]
  const uploader = createUploader(to.api, to.source, {
    reject: (rejected) => rejects.add(rejected),
    taken: (more) => bar.sent((events += more)),
    waiting: () => bar.waiting(),
  })
  try {
    for await (const one of outcomes) {
      if ('event' in one) await uploader.add(one)
      else if ('rejected' in one) rejects.add(one.rejected)
      else {
        bar.read(one.progress)
        ;({ rows, leftOut } = one.progress)
      }
    }
    const finished = await uploader.finish()
    return { events, rows, leftOut, ...finished }
  } catch (error) {
    throw events > 0 ? withAdvice(error, events) : error
  }
}

/** Whoever was interrupted in the middle wants to know what now. */
const withAdvice = (error: unknown, events: number) =>
  error instanceof Failure
    ? new Failure(
        error.code,
        `${error.message}\n${count(events)} events of the file are loaded. Run the command again to load the rest: none counts twice.`,
        { cause: error },
      )
    : error

/** Whose the events will be; `null` where the key may write but not ask. That there is one is heard before the file is read. */
const workspaceOf = (api: Api) =>
  api(getWorkspace).catch((error: Error) => {
    if (error instanceof Failure && error.code === 'forbidden') return null
    throw error
  })

/** The workspace's, if nobody says another; a plan says its own. */
function currencyOf(own: string | undefined, { currency, format }: Options): string {
  if (currency !== undefined || format === undefined) return (currency ?? '').toUpperCase()
  if (own !== undefined) return own
  throw new Failure(
    'forbidden',
    'The key may not ask for the workspace’s currency: say it with --currency, such as --currency EUR.',
  )
}

const sourceNameOf = (file: string) =>
  basename(file)
    .toLowerCase()
    .replace(/(\.(csv|tsv|txt|ndjson|jsonl|json|parquet|gz))+$/, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64) || 'file'
