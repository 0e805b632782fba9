import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MailEvent } from '@airgraph/domain/event.ts'
import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import { normalise } from '@airgraph/ingest/normalise.ts'
import { simulate } from '@airgraph/simulate/simulate.ts'
import { openEventLog } from '@airgraph/store/log/open.ts'
import { isMissing, openNats } from '@airgraph/store/log/testing-nats.ts'
import { openTables, untilRead } from '@airgraph/store/log/testing.ts'
import { openRecords } from '@airgraph/store/records/open.ts'
import { openTestPostgres } from '@airgraph/store/records/testing-postgres.ts'
import { openFolder, start } from '../apps/server/src/process/testing.ts'
import { postOk } from './benched.ts'
import { type Figure, inParallel, ms, perSecond, quantile, timed } from './figures.ts'
import { bodies } from './ingest.ts'

const inBatch = 1_000
const batches = 400
const atOnce = 4
const alone = 10_000
const aloneAtOnce = 200

/** Simulated events, as they are after they were normalised. */
function events(count: number): readonly MailEvent[] {
  const programme = {
    seed: 11,
    contacts: 100_000,
    from: new Date('2026-09-01'),
    to: new Date('2026-11-01'),
    campaignsPerWeek: 3,
  }
  const from = { workspaceId, source: 'api', receivedAt: new Date() }
  const whose = new Map<string, ContactId>()
  const made: MailEvent[] = []
  for (const { happening, repeated } of simulate(programme)) {
    if (repeated) continue
    const normalised = normalise(happening.reported, from)
    if (!('kept' in normalised)) continue
    const { event, identity } = normalised.kept
    const name = identity.address ?? identity.externalId ?? ''
    const contactId = whose.get(name) ?? (crypto.randomUUID() as ContactId)
    whose.set(name, contactId)
    if (made.push({ ...event, contactId }) === count) break
  }
  return made
}

const cut = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.slice(i * size, (i + 1) * size),
  )

const workspaceId = 'bench' as WorkspaceId

/** Into a process that only takes events, and from it into JetStream. */
async function overHttp(): Promise<readonly Figure[]> {
  const all = bodies()
  await using opened = new AsyncDisposableStack()
  const nats = opened.use(await openNats())
  const postgres = opened.use(await openTestPostgres())
  const records = opened.use(await openRecords({ url: postgres.url }))
  const folder = opened.use(await openFolder())
  await records.workspaces.create({
    workspaceId,
    name: 'Bench',
    timeZone: 'UTC',
    currency: 'EUR',
    weekStart: 'monday',
    sample: false,
  })
  const server = await start(folder.dir, {
    ROLES: 'ingest',
    DATABASE_URL: postgres.url,
    LOG_URL: nats.url,
  })
  opened.defer(async () => void (await server.end('SIGTERM')))
  const headers = {
    authorization: `Bearer ${server.operatorToken}`,
    'x-airgraph-workspace': workspaceId,
    'content-type': 'application/json',
  }
  const { milliseconds, result } = await timed(() =>
    inParallel(all, atOnce, (body) => postOk(`${server.url}/v1/events`, body, headers)),
  )
  return [
    {
      what: `events/s over HTTP into the log, acknowledged, in batches of ${inBatch.toLocaleString('en')}, ${atOnce} at once`,
      value: perSecond(all.length * inBatch, milliseconds),
    },
    {
      what: 'acknowledgement of such a request, median and p99',
      value: `${ms(quantile(result, 0.5))}, ${ms(quantile(result, 0.99))}`,
    },
  ]
}

/** Into JetStream in files, and from there into a table of the embedded engine; then over HTTP. */
export async function log(): Promise<readonly Figure[]> {
  if (isMissing)
    return [{ what: 'the log, for nats-server is not installed', value: 'not measured' }]
  return [...(await itself()), ...(await overHttp())]
}

async function itself(): Promise<readonly Figure[]> {
  const dir = await mkdtemp(join(tmpdir(), 'airgraph-bench-log-'))
  const all = events(inBatch * batches + alone)
  await using opened = new AsyncDisposableStack()
  opened.defer(() => rm(dir, { recursive: true, force: true }))
  const nats = opened.use(await openNats())
  const records = opened.use(await openRecords({ dir: join(dir, 'records') }))
  const tables = opened.use(await openTables(join(dir, 'events')))
  const table = await tables.open('bench', 10_000)
  const eventLog = opened.use(await openEventLog({ url: nats.url, records }))

  const together = cut(all.slice(alone), inBatch)
  const published = await timed(() =>
    inParallel(together, atOnce, (batch) => eventLog.append(batch)),
  )
  const one = cut(all.slice(0, alone), 1)
  const singly = await timed(() => inParallel(one, aloneAtOnce, (batch) => eventLog.append(batch)))
  const consumed = await timed(async () => {
    await using _ = eventLog.consume(table.sink)
    await untilRead(eventLog, 120_000)
  })
  const { rows } = await table.count()
  if (rows !== all.length) throw new Error(`${rows} of ${all.length} events came through`)
  return [
    {
      what: `events/s into the log, acknowledged, in batches of ${inBatch.toLocaleString('en')}, ${atOnce} at once`,
      value: perSecond(together.length * inBatch, published.milliseconds),
    },
    {
      what: 'acknowledgement of such a batch, median and p99',
      value: `${ms(quantile(published.result, 0.5))}, ${ms(quantile(published.result, 0.99))}`,
    },
    {
      what: `events/s into the log, acknowledged, one by one, ${aloneAtOnce} at once`,
      value: perSecond(alone, singly.milliseconds),
    },
    {
      what: 'events/s from the log into a table, on the disk',
      value: perSecond(rows, consumed.milliseconds),
    },
  ]
}
