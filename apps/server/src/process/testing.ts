import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createApi } from '../cli/api.ts'
import type { RunningServer } from '../data-folder.ts'

const main = join(import.meta.dirname, '../main.ts')
const cli = join(import.meta.dirname, '../cli/airgraph.ts')
const startTimeout = 60_000

/** A folder that is gone at the end. */
export async function openFolder() {
  const dir = await mkdtemp(join(tmpdir(), 'airgraph-process-'))
  return {
    dir,
    async [Symbol.asyncDispose]() {
      await rm(dir, { recursive: true, force: true })
    },
  }
}

type Env = Readonly<Record<string, string>>

/** The environment of whoever runs the tests must not reach what is tested. */
const environment = (dataDir: string, more: Env = {}) => ({
  PATH: process.env['PATH'] ?? '',
  HOME: process.env['HOME'] ?? '',
  DATA_DIR: dataDir,
  PORT: '0',
  SAMPLE: 'no',
  LOG_LEVEL: 'error',
  ...more,
})

function gather(child: ChildProcess) {
  const heard = { out: '', err: '' }
  child.stdout?.on('data', (chunk: Buffer) => (heard.out += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (heard.err += chunk.toString()))
  return heard
}

/** Airgraph as a process of its own, as `npm start` runs it. Resolves at once, not when it is ready. */
export function launch(dataDir: string, env: Env = {}) {
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--min-semi-space-size=64', '--max-semi-space-size=128', main],
    {
      env: environment(dataDir, env),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const heard = gather(child)
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  return {
    pid: child.pid ?? 0,
    heard,
    exited,
    async end(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL') {
      child.kill(signal)
      return exited
    },
  }
}

type Launched = ReturnType<typeof launch>

/** The same, once it listens. */
export async function start(dataDir: string, env: Env = {}, patience = startTimeout) {
  const launched = launch(dataDir, env)
  const { url, operatorToken } = await untilListening(dataDir, launched, patience)
  return {
    ...launched,
    url,
    operatorToken,
    api: createApi({ url, token: operatorToken, workspace: undefined }),
    as: (token: string) => createApi({ url, token, workspace: undefined }),
  }
}

export type Started = Awaited<ReturnType<typeof start>>

async function untilListening(dataDir: string, { pid, heard, exited }: Launched, patience: number) {
  const deadline = Date.now() + patience
  let ended = false
  void exited.then(() => (ended = true))
  while (Date.now() < deadline && !ended) {
    const owner = await readFile(join(dataDir, 'airgraph.json'), 'utf8')
      .then((text) => JSON.parse(text) as RunningServer)
      .catch(() => null)
    if (owner?.pid === pid && owner.url !== null) return { ...owner, url: owner.url }
    await sleep(20)
  }
  throw new Error(`Airgraph did not start:\n${heard.out}\n${heard.err}`)
}

/** `airgraph …` as a person would type it, with what was said on both channels. */
export async function airgraph(
  dataDir: string,
  args: readonly string[],
  { input = '', env = {} }: { readonly input?: string; readonly env?: Env } = {},
) {
  const child = spawn(process.execPath, ['--no-warnings', cli, ...args], {
    env: environment(dataDir, env),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const heard = gather(child)
  child.stdin.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...heard }
}

/** The same, to be stopped before it is over. */
export function launchCommand(dataDir: string, args: readonly string[], env: Env = {}) {
  const child = spawn(process.execPath, ['--no-warnings', cli, ...args], {
    env: environment(dataDir, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const heard = gather(child)
  const exited = once(child, 'exit')
  let isOver = false
  void exited.then(() => (isOver = true))
  return {
    /** Resolves when it has said that. */
    async saying(text: string) {
      while (!heard.err.includes(text)) {
        if (isOver) throw new Error(`It ended without a word of “${text}”:\n${heard.err}`)
        await sleep(5)
      }
    },
    async end(signal: 'SIGKILL') {
      child.kill(signal)
      await exited
    },
  }
}
