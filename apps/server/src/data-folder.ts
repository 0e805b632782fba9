/**
 * One process at a time owns a data folder. Who owns it says so in `airgraph.json` there, with the address at which
 * it listens and the token by which the person at the keyboard (who can read the file) may operate it.
 */
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Millis } from '@airgraph/domain/units.ts'
import { ConfigError } from './config.ts'

export interface RunningServer {
  readonly pid: number
  /** When that process began, in clock ticks since boot: process ids are used again. */
  readonly began: string
  /** `null` until it listens. */
  readonly url: string | null
  readonly operatorToken: string
}

export interface DataFolder extends Disposable {
  readonly operatorToken: string
  announce(url: string): void
}

const fileIn = (dir: string) => join(dir, 'airgraph.json')

/** Is there while a backup is read into the folder. */
export const restoringIn = (dir: string) => join(dir, 'restoring')

export function claimDataFolder(dir: string, operatorToken?: string): DataFolder {
  mkdirSync(dir, { recursive: true })
  const owner = runningServer(dir)
  if (owner !== null)
    throw new ConfigError(
      `Another Airgraph (process ${owner.pid}) is using ${dir}. Stop it first, or give this one another folder with DATA_DIR.`,
    )
  if (existsSync(restoringIn(dir)))
    throw new ConfigError(
      `A restore into ${dir} was cut short: there are events in it, and not whose they are. Empty the folder, and restore again.`,
    )
  const mine: RunningServer = {
    pid: process.pid,
    began: beginningOf(process.pid),
    url: null,
    operatorToken: operatorToken ?? randomBytes(24).toString('base64url'),
  }
  claim(dir, mine)
  return {
    operatorToken: mine.operatorToken,
    announce: (url) => write(dir, { ...mine, url }),
    [Symbol.dispose]() {
      if (readOwner(dir)?.pid === process.pid) rmSync(fileIn(dir), { force: true })
    },
  }
}

/** For a process that keeps nothing on this machine. */
export const noDataFolder = (operatorToken: string): DataFolder => ({
  operatorToken,
  announce() {},
  [Symbol.dispose]() {},
})

/** The process that owns the folder now, or `null`. */
function runningServer(dir: string): RunningServer | null {
  const owner = readOwner(dir)
  if (owner === null || owner.pid === process.pid) return owner
  return owner.began !== '' && beginningOf(owner.pid) === owner.began ? owner : null
}

const lookEvery = 100 as Millis

/**
 * The process that owns the folder, once it listens; `null` when none does. One that is just starting, or works for one
 * command alone, is waited for: `waiting` is told so once. As it is then where patience ends.
 */
export async function listeningServer(
  dir: string,
  { patience, waiting }: { readonly patience: Millis; readonly waiting: (pid: number) => void },
): Promise<RunningServer | null> {
  const deadline = performance.now() + patience
  let owner = runningServer(dir)
  if (owner !== null && owner.url === null) waiting(owner.pid)
  while (owner !== null && owner.url === null && performance.now() < deadline) {
    await sleep(lookEvery)
    owner = runningServer(dir)
  }
  return owner
}

/** Of two that start at the same moment over a dead one's file, only one may create it. */
function claim(dir: string, mine: RunningServer) {
  rmSync(fileIn(dir), { force: true })
  try {
    writeFileSync(fileIn(dir), JSON.stringify(mine), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    throw new ConfigError(`Another Airgraph is just starting on ${dir}.`, { cause: error })
  }
}

function write(dir: string, owner: RunningServer) {
  const next = `${fileIn(dir)}.next`
  writeFileSync(next, JSON.stringify(owner), { mode: 0o600 })
  chmodSync(next, 0o600)
  renameSync(next, fileIn(dir))
}

function readOwner(dir: string): RunningServer | null {
  try {
    return JSON.parse(readFileSync(fileIn(dir), 'utf8')) as RunningServer
  } catch {
    return null
  }
}

/** Empty for a process that is not there. Field 22 of /proc/PID/stat, counted after the name, which may have spaces. */
function beginningOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return isAlive(pid) ? 'alive' : ''
  }
}

function isAlive(pid: number) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
