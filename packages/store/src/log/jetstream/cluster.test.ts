import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { seconds } from '@airgraph/domain/units.ts'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { describe, expect, it, vi } from 'vitest'
import { openRecords } from '../../records/open.ts'
import { openEventLog } from '../open.ts'
import { cannotRun, openNatsCluster } from '../testing-nats.ts'
import { expectKept, openTables, untilRead, writeDuring } from '../testing.ts'

const shards = [0, 1]

/** Whether every stream has somebody who leads it and two who follow. */
async function openDoctor(url: string) {
  const connection = await connect({
    servers: url.split(',').map((one) => new URL(one).host),
    maxReconnectAttempts: -1,
    reconnectTimeWait: 100,
  })
  const manager = await jetstreamManager(connection)
  const leaderOf = async (shard: number) =>
    Number((await manager.streams.info(`airgraph-${shard}`)).cluster?.leader?.slice(1))
  return {
    /** Which of the servers that is. */
    leaderOf,
    async expectWhole() {
      for (const shard of shards) {
        const { cluster } = await manager.streams.info(`airgraph-${shard}`)
        expect(cluster?.leader).toMatch(/^n\d$/)
        expect(cluster?.replicas?.map(({ current }) => current)).toEqual([true, true])
      }
    },
    [Symbol.asyncDispose]: () => connection.close(),
  }
}

describe.skipIf(cannotRun)('the log on a cluster of three, with three copies', () => {
  it('loses nothing and goes on when the server that leads is killed', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'airgraph-nats-cluster-'))
    await using opened = new AsyncDisposableStack()
    opened.defer(() => rm(dir, { recursive: true, force: true }))
    const records = opened.use(await openRecords({ dir: join(dir, 'records') }))
    const tables = opened.use(await openTables(join(dir, 'events')))
    const cluster = opened.use(await openNatsCluster())
    const table = await tables.open('log', 10_000)
    const open = () =>
      openEventLog({
        url: cluster.url,
        records,
        shards: shards.length,
        replicas: 3,
        mostBytes: 2 ** 28,
        patience: seconds(5),
      })
    // A cluster that has just begun has nobody yet who leads it.
    const log = opened.use(await vi.waitFor(open, { timeout: 30_000, interval: 200 }))
    opened.use(log.consume(table.sink))
    const doctor = opened.use(await openDoctor(cluster.url))
    await vi.waitFor(() => doctor.expectWhole(), { timeout: 30_000, interval: 200 })

    const written = await writeDuring(log, async () => {
      await sleep(500)
      const leader = cluster.servers[await doctor.leaderOf(0)]
      await leader?.kill()
      await sleep(2_000)
      await leader?.restart()
      await vi.waitFor(() => doctor.expectWhole(), { timeout: 60_000, interval: 200 })
    })
    await untilRead(log, 60_000)
    await expectKept(written, table)
  }, 240_000)
})
