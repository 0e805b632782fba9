import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** What processes that are gone left half made. */
function clear(path: string) {
  const left = `${basename(path)}.half-`
  for (const name of readdirSync(dirname(path)))
    if (name.startsWith(left) && !isAlive(Number(name.slice(left.length))))
      rmSync(join(dirname(path), name), { recursive: true })
}

/**
 * A folder that is either whole or not there: it is made under another name, and named when it is whole. Of two processes
 * that make the same one, the first to be done wins.
 */
export function makeOnce(path: string, make: (half: string) => void): void {
  if (existsSync(path)) return
  mkdirSync(dirname(path), { recursive: true })
  clear(path)
  const half = `${path}.half-${process.pid}`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half)
  make(half)
  if (existsSync(path)) rmSync(half, { recursive: true })
  else renameSync(half, path)
}
