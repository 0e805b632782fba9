import { readdirSync, readFileSync } from 'node:fs'

const parents = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        return [[Number(pid), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])] as const]
      } catch {
        return [] // it ended meanwhile
      }
    })

function family(roots: readonly number[]): ReadonlySet<number> {
  const known = new Set(roots)
  const all = parents()
  for (let grown = true; grown;) {
    const before = known.size
    for (const [pid, parent] of all) if (known.has(parent)) known.add(pid)
    grown = known.size > before
  }
  return known
}

/** Its share of resident memory: what processes have in common counts once among them. */
function shareOf(pid: number): number {
  try {
    const [, kilobytes] =
      /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? []
    return Number(kilobytes ?? 0) * 1_024
  } catch {
    return 0
  }
}

/** Resident memory of these processes and of all that come from them, in bytes. Linux only. */
export const memoryOf = (roots: readonly number[]): number =>
  family(roots)
    .values()
    .reduce((sum, pid) => sum + shareOf(pid), 0)
