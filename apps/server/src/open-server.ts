import { join } from 'node:path'
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import { createHub } from '@airgraph/live/hub.ts'
import { openPlace } from '@airgraph/store/events/archive/place.ts'
import { openEventStore } from '@airgraph/store/events/open.ts'
import { openRecords } from '@airgraph/store/records/open.ts'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { createAppend } from './flows/append.ts'
import { createArchives } from './flows/archives.ts'
import { createOpenWorkspace } from './flows/open-workspace.ts'
import { openProgress } from './flows/progress.ts'
import { type App, createApp } from './http/app.ts'
import { createAuthenticate } from './http/principal.ts'
import { createInstruments } from './instruments.ts'
import { openJobs } from './jobs.ts'
import { openLiveBridge } from './live-bridge.ts'
import { elsewhere } from './roles/elsewhere.ts'
import { ingestRoutes } from './roles/ingest.ts'
import { webRoutes } from './roles/web.ts'
import { openWork, openWorker } from './roles/worker.ts'
import { healthRoutes } from './routes/health.ts'

interface Options {
  readonly config: Config
  readonly operatorToken: string
  readonly log: Logger
  /** How far the sample is, while it is being filled. */
  readonly progress?: (doing: string) => void
  readonly patience?: Millis
}

const longestDrain = seconds(10)
const drainBeat = 50 as Millis
const pageDir = join(import.meta.dirname, '../../dashboard/dist')

/** Everything, wired: the stores, and what this process' roles do with them. It does not listen yet. */
export async function openServer({
  config,
  operatorToken,
  log,
  progress = () => {},
  patience,
}: Options) {
  const { roles, isAlone, sample } = config
  await using opened = new AsyncDisposableStack()
  const records = opened.use(await openRecords(config.records))
  const events = opened.use(
    await records.alone('event-store', () =>
      openEventStore(config.events, isAlone ? undefined : records.openSequencer),
    ), // one makes the tables
  )
  const hub = opened.use(createHub())
  if (isAlone) events.onCommit((committed) => hub.publish(committed))
  else opened.use(await openLiveBridge({ events, records, hub }))

  const jobs = opened.use(await openJobs({ records, log }))
  const instruments = createInstruments({
    unsettled: async () => Math.max(0, events.seq - (await records.cursors.read('settled'))),
    seq: () => events.seq,
  })
  const place = config.archive && openPlace(config.archive)
  const archives = createArchives({ events, records, place })
  const append = createAppend({ events, records, instruments })
  const forWork = { events, records, archives, jobs, append, log, sample, progress }
  const work = isAlone ? opened.use(await openWork(forWork)) : null
  if (!isAlone && roles.has('worker')) opened.use(openWorker(forWork))

  const judging = work?.settler ?? opened.use(await openProgress({ records }))
  const stopping = new AbortController()
  const forWeb = {
    events,
    records,
    archives,
    jobs,
    hub,
    progress: judging,
    stopping: stopping.signal,
    dataDir: 'dir' in config.events ? config.dataDir : null,
  }
  const routes = [
    ...(roles.has('web') ? webRoutes({ ...forWeb, patience }) : []),
    ...(roles.has('ingest') ? ingestRoutes({ append, records, instruments }) : []),
    ...healthRoutes({ events, records, instruments }),
  ]
  const openWorkspace = createOpenWorkspace(records)
  const app = await createApp({
    routes,
    elsewhere: elsewhere(roles),
    authenticate: createAuthenticate({ records, operatorToken, openWorkspace }),
    instruments,
    log,
    pageDir: roles.has('web') ? pageDir : null,
  })
  opened.defer(() => drain(app, stopping))

  const closing = opened.move()
  return {
    app,
    endpoints: routes.map(({ endpoint }) => endpoint),
    events,
    records,
    /** `null` where processes take turns at it. */
    work,
    async listen(at: { readonly host: string; readonly port: number }) {
      return app.listen(at)
    },
    [Symbol.asyncDispose]: () => closing[Symbol.asyncDispose](),
  }
}

/** Takes no more, and answers what has been taken; but not for ever, for a client that does not read. */
async function drain(app: App, stopping: AbortController) {
  stopping.abort()
  const impatience = setTimeout(() => app.server.closeAllConnections(), longestDrain)
  const idle = setInterval(() => app.server.closeIdleConnections(), drainBeat) // those that have their answer now
  await app.close()
  clearInterval(idle)
  clearTimeout(impatience)
}
