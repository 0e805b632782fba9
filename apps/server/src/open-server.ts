import { join } from 'node:path'
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import { createHub } from '@airgraph/live/hub.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { EventLog } from '@airgraph/store/log/event-log.ts'
import { openRecords, type Records } from '@airgraph/store/records/open.ts'
import { openPlace } from '@airgraph/store/events/archive/place.ts'
import type { Logger } from 'pino'
import { openAccounts } from './accounts/accounts.ts'
import type { Config } from './config.ts'
import { createAppend } from './flows/append.ts'
import { createArchives } from './flows/archives.ts'
import { createOpenWorkspace } from './flows/open-workspace.ts'
import { openProgress } from './flows/progress.ts'
import { type App, createApp } from './http/app.ts'
import { createClientOf } from './http/client.ts'
import { createAuthenticate } from './http/authenticate.ts'
import { createInstruments } from './instruments.ts'
import { openJobs } from './jobs.ts'
import { openLiveBridge } from './live-bridge.ts'
import { openEvents } from './open-events.ts'
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
  const { events, eventLog, taking, carry } = opened.use(await openEvents({ config, records, log }))
  const hub = opened.use(createHub())
  if (isAlone) events?.onCommit((committed) => hub.publish(committed))
  else if (events !== null) opened.use(await openLiveBridge({ events, records, hub }))

  const jobs = opened.use(await openJobs({ records, log }))
  const instruments = createInstruments(gauges({ events, eventLog, records }))
  const append = createAppend({ events: taking, records, instruments })
  const place = config.archive && openPlace(config.archive)
  const stored = events && { events, archives: createArchives({ events, records, place }) }
  const forWork = stored && { ...stored, records, jobs, append, log, sample, progress }
  const work = isAlone && forWork ? opened.use(await openWork(forWork)) : null
  if (!isAlone && forWork && roles.has('worker')) opened.use(openWorker({ ...forWork, carry }))

  const publicUrl = (config.publicUrl ?? `http://localhost:${config.http.port}`).replace(/\/+$/, '')
  const { authSecret, oidc, isSampleOpen, trustedProxies } = config
  const accounts = await openAccounts({ records, publicUrl, authSecret, oidc, log })
  const openWorkspace = createOpenWorkspace({ records, isSampleOpen })

  const judging = work?.settler ?? opened.use(await openProgress({ records, log: eventLog }))
  const stopping = new AbortController()
  const forWeb = stored && {
    ...stored,
    records,
    eventLog,
    jobs,
    hub,
    progress: judging,
    accounts,
    operatorToken,
    openWorkspace,
    stopping: stopping.signal,
    dataDir: 'dir' in config.events ? config.dataDir : null,
  }
  const routes = [
    ...(roles.has('web') && forWeb ? webRoutes({ ...forWeb, patience }) : []),
    ...(roles.has('ingest') ? ingestRoutes({ append, records, instruments }) : []),
    ...healthRoutes({ events, eventLog, records, instruments }),
  ]
  const app = await createApp({
    routes,
    elsewhere: elsewhere(roles),
    authenticate: createAuthenticate({ records, accounts, operatorToken, openWorkspace }),
    clientOf: createClientOf(publicUrl),
    trustedProxies,
    isSecure: publicUrl.startsWith('https:'),
    instruments,
    log,
    pageDir: roles.has('web') ? pageDir : null,
  })
  opened.defer(() => drain(app, stopping))

  const closing = opened.move()
  return {
    app,
    endpoints: routes.map(({ endpoint }) => endpoint),
    /** `null` where this process only takes events. */
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

interface Measured {
  readonly events: Pick<EventStore, 'seq'> | null
  readonly eventLog: Pick<EventLog, 'unread'> | null
  readonly records: Pick<Records, 'committedSeq' | 'cursors'>
}

function gauges({ events, eventLog, records }: Measured) {
  const seq = async () => events?.seq ?? (await records.committedSeq())
  return {
    seq,
    unsettled: async () => Math.max(0, (await seq()) - (await records.cursors.read('settled'))),
    unread: eventLog === null ? null : () => eventLog.unread(),
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
