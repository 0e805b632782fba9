import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { claimDataFolder, listeningServer } from './data-folder.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'airgraph-folder-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const soon = 150
const wait = (patience: Millis = seconds(20)) => {
  const waitedFor: number[] = []
  const found = listeningServer(dir, { patience, waiting: (pid) => waitedFor.push(pid) })
  return { found, waitedFor }
}

describe('a server on the folder', () => {
  it('is there at once where it listens, and nobody is where nobody has it', async () => {
    expect(await wait().found).toBeNull()
    using folder = claimDataFolder(dir)
    folder.announce('http://127.0.0.1:1')
    const { found, waitedFor } = wait()
    expect(await found).toMatchObject({ pid: process.pid, url: 'http://127.0.0.1:1' })
    expect(waitedFor).toEqual([])
  })

  it('is waited for while it starts, and that is said once', async () => {
    using folder = claimDataFolder(dir)
    const { found, waitedFor } = wait()
    await sleep(soon)
    folder.announce('http://127.0.0.1:1')
    expect(await found).toMatchObject({ url: 'http://127.0.0.1:1' })
    expect(waitedFor).toEqual([process.pid])
  })

  it('is waited for until it lets go, or patience ends', async () => {
    const folder = claimDataFolder(dir)
    expect(await wait(soon as Millis).found).toMatchObject({ url: null })
    const { found } = wait()
    await sleep(soon)
    folder[Symbol.dispose]()
    expect(await found).toBeNull()
  })
})
