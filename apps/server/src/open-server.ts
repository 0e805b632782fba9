import { join } from 'node:path'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import { createHub } from '@airgraph/live/hub.ts'
import { openEventStore } from '@airgraph/store/events/open.ts'
import { openRecords } from '@airgraph/store/records/open.ts'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { createCertificates, confirmSubscription } from './fetch-checked.ts'
import { createAppend } from './flows/append.ts'
import { createAsk } from './flows/ask.ts'
import { createErase } from './flows/erase.ts'
import { openFolder } from './flows/folder.ts'
import { createFindContact } from './flows/find-contact.ts'
import { createReceive } from './flows/receive.ts'
import { createRejudge } from './flows/rejudge.ts'
import { fillSample, sampleWorkspace } from './flows/sample.ts'
import { openSettler } from './flows/settler.ts'
import { createReadStorage } from './flows/storage.ts'
import { createTake } from './flows/take.ts'
import { createWorkspaceEvidences } from './flows/workspace-evidences.ts'
import { type App, createApp } from './http/app.ts'
import { createAuthenticate, createFindPrincipal } from './http/principal.ts'
import { createInstruments } from './instruments.ts'
import { askRoutes } from './routes/ask.ts'
import { compatRoutes } from './routes/compat.ts'
import { contactRoutes } from './routes/contacts.ts'
import { eventRoutes } from './routes/events.ts'
import { healthRoutes } from './routes/health.ts'
import { hookRoutes } from './routes/hooks.ts'
import { installationRoutes } from './routes/installation.ts'
import { keyRoutes } from './routes/keys.ts'
import { liveRoutes } from './routes/live.ts'
import { rejudgeRoutes } from './routes/rejudge.ts'
import { sourceRoutes } from './routes/sources.ts'
import { workspaceRoutes } from './routes/workspaces.ts'
import { openSchedule } from './schedule.ts'

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

/** Everything, wired: the stores, the flows and the routes. It does not listen yet. */
export async function openServer({
  config,
  operatorToken,
  log,
  progress = () => {},
  patience,
}: Options) {
  await using opened = new AsyncDisposableStack()
  const records = opened.use(await openRecords(config.records))
  const events = opened.use(await openEventStore(config.events))
  const hub = opened.use(createHub())
  events.onCommit((committed) => hub.publish(committed))

  const evidences = createWorkspaceEvidences({ events, records })
  const evidence = (workspaceId: WorkspaceId) => evidences.of(workspaceId)
  const folder = opened.use(await openFolder({ events, records, log }))
  const settler = opened.use(await openSettler({ events, folder, records, evidence, log }))
  const instruments = createInstruments({
    unsettled: () => settler.unsettled,
    seq: () => events.seq,
  })
  const append = createAppend({ events, records, instruments })
  const rejudge = createRejudge({ events, settler, evidences })
  if (config.sample) await fillSample({ records, append, folder, rejudge, settler, progress })
  settler.begin()
  const schedule = opened.use(await openSchedule({ records, rejudge, log }))

  const findContact = createFindContact(records)
  const stopping = new AbortController()
  const certificate = createCertificates()
  const receive = createReceive({ append, instruments, certificate, confirm: confirmSubscription })
  const routes = [
    ...eventRoutes({ append, records, instruments }),
    ...hookRoutes({ records, receive }),
    ...compatRoutes({
      take: createTake({ append, records, instruments }),
      findPrincipal: createFindPrincipal(records),
    }),
    ...askRoutes({
      ask: createAsk({ events, records, findContact, settler, ...(patience && { patience }) }),
    }),
    ...workspaceRoutes({ events, records }),
    ...sourceRoutes({ records }),
    ...keyRoutes({ records }),
    ...contactRoutes({ erase: createErase({ events, folder, records }), findContact }),
    ...rejudgeRoutes({ schedule }),
    ...installationRoutes({
      events,
      records,
      folder,
      readStorage: createReadStorage({
        events,
        records,
        folder,
        settler,
        dataDir: 'dir' in config.events ? config.dataDir : null,
      }),
    }),
    ...liveRoutes({ hub, stopping: stopping.signal }),
    ...healthRoutes({ events, records, instruments }),
  ]
  const app = await createApp({
    routes,
    authenticate: createAuthenticate({
      records,
      operatorToken,
      openWorkspace: await openWorkspaceOf(records.workspaces),
    }),
    instruments,
    log,
    pageDir,
  })
  opened.defer(() => drain(app, stopping))

  const closing = opened.move()
  return {
    app,
    endpoints: routes.map(({ endpoint }) => endpoint),
    events,
    records,
    settler,
    folder,
    rejudge,
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

/** Only simulated data is shown without a key. */
async function openWorkspaceOf({
  find,
}: Pick<
  Awaited<ReturnType<typeof openRecords>>['workspaces'],
  'find'
>): Promise<WorkspaceId | null> {
  const workspace = await find(sampleWorkspace)
  return workspace?.sample ? sampleWorkspace : null
}
