import { execFileSync } from 'node:child_process'
import { getuid } from 'node:process'

/** Runs a command as somebody who is not root, for programs that refuse to be. */
export interface ServiceUser {
  /** `null`: we are not root, and run things as ourselves. */
  readonly uid: number | null
  readonly gid: number
  command(words: readonly string[]): readonly string[]
}

const idOf = (flag: '-u' | '-g', name: string) => {
  try {
    return Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch {
    return null
  }
}

/**
 * As root: "postgres" where that user exists, else "nobody". The folders above ours may be closed to that user (a
 * home of mode 700), so it keeps the one right to pass them by.
 */
export function asServiceUser(): ServiceUser {
  if (getuid?.() !== 0) return { uid: null, gid: 0, command: (words) => words }
  const name =
    ['postgres', 'nobody'].find((candidate) => idOf('-u', candidate) !== null) ?? 'nobody'
  const uid = idOf('-u', name) ?? 65_534
  const gid = idOf('-g', name) ?? 65_534
  const rights = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  return {
    uid,
    gid,
    command: (words) => [
      'setpriv',
      `--reuid=${uid}`,
      `--regid=${gid}`,
      '--clear-groups',
      '--securebits=+no_setuid_fixup', // or access(2), by which PostgreSQL looks for its own parts, forgets that right
      ...rights,
      ...words,
    ],
  }
}
