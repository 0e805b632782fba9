import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cannotRunWithout } from '@airgraph/domain/testing.ts'

const natsServer = ['/usr/sbin', '/usr/bin', '/usr/local/bin']
  .map((folder) => join(folder, 'nats-server'))
  .find((path) => existsSync(path))

export const isMissing = natsServer === undefined
export const cannotRun = cannotRunWithout(natsServer)

/** A nats-server of our own, on a free port, with its files in a temporary folder; `more` are words for its command line. */
export async function openNats(more: readonly string[] = []) {
  const dir = await mkdtemp(join(tmpdir(), 'airgraph-nats-'))
  const port = await freePort()
  let child = await start(port, dir, more)
  return {
    /** Of its files. */
    dir,
    url: `nats://127.0.0.1:${port}`,
    /** Nothing is flushed, nobody is told. */
    kill: () => end(child, 'SIGKILL'),
    async restart() {
      child = await start(port, dir, more)
    },
    async [Symbol.asyncDispose]() {
      await end(child, 'SIGTERM')
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** Three that make one cluster; its streams may have three copies. */
export async function openNatsCluster() {
  const places = await Promise.all([0, 1, 2].map(freePort))
  const route = (port: number) => `nats://127.0.0.1:${port}`
  const routes = places.map(route).join()
  const open = (port: number, n: number) =>
    openNats(
      ['--server_name', `n${n}`, '--cluster_name', 'test'].concat([
        '--cluster',
        route(port),
        '--routes',
        routes,
      ]),
    )
  const servers = await Promise.all(places.map(open))
  return {
    servers,
    url: servers.map(({ url }) => url).join(),
    async [Symbol.asyncDispose]() {
      for (const server of servers) await server[Symbol.asyncDispose]()
    },
  }
}

async function start(port: number, dir: string, more: readonly string[]) {
  if (natsServer === undefined) throw new Error('nats-server is not installed')
  const options = [
    '--jetstream',
    '--store_dir',
    dir,
    '--addr',
    '127.0.0.1',
    '--port',
    String(port),
    ...more,
  ]
  const child = spawn(natsServer, options, { stdio: 'ignore' })
  const deadline = Date.now() + 10_000
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error('nats-server did not start')
    await sleep(20)
  }
  return child
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  await once(child, 'exit')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const say = (does: boolean) => () => {
      socket.destroy()
      resolve(does)
    }
    socket.once('data', say(true)).once('error', say(false))
  })
