import { appendFile, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { postAsk } from '@airgraph/contract/ask.ts'
import { toInput } from '@airgraph/contract/to-input.ts'
import { getStorage } from '@airgraph/contract/installation.ts'
import { createKey } from '@airgraph/contract/keys.ts'
import { createWorkspace } from '@airgraph/contract/workspaces.ts'
import { type Asked, metricNames } from '@airgraph/domain/question.ts'
import { simulate } from '@airgraph/simulate/simulate.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { airgraph, launchCommand, start } from './testing.ts'

let dir = ''
const folder = (name: string) => join(dir, name)
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'airgraph-backup-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const range = { from: '2020-01-01', to: '2027-01-01' } as const
const questions: readonly Asked[] = [
  { type: 'metrics', metrics: [...metricNames], ...range },
  { type: 'metrics', metrics: ['sent', 'clicks', 'revenue'], by: ['campaign'], ...range },
  { type: 'metrics', metrics: ['unique-clicks'], by: ['link'], engagement: 'all', ...range },
  { type: 'funnel', ...range },
]
/** It depends on whose machine this is. */
const littleSpace = 'Less than a tenth of the disk is free.'
const headers = { 'x-airgraph-workspace': 'shop' }

/** Some weeks of a simulated shop. */
const batches = (() => {
  const events: ReturnType<typeof toInput>[] = []
  const from = new Date('2026-06-01')
  for (const { happening } of simulate({
    seed: 4,
    contacts: 300,
    from,
    to: new Date('2026-08-01'),
  })) {
    const event = toInput(happening.reported)
    if ((event.email ?? event.externalId) !== undefined) events.push(event)
  }
  return Array.from({ length: Math.ceil(events.length / 1_000) }, (_, i) =>
    JSON.stringify(events.slice(i * 1_000, (i + 1) * 1_000)),
  )
})()

async function answers(dataDir: string) {
  const server = await start(dataDir)
  try {
    const all = await Promise.all(questions.map((body) => server.api(postAsk, { body, headers })))
    const storage = await server.api(getStorage, { query: { pricePerGigabyteMonth: 1 } as never })
    return {
      answers: all.map((answer) => ({ ...answer, asOf: '', rowsRead: 0, milliseconds: 0 })),
      storage,
    }
  } finally {
    await server.end('SIGINT')
  }
}

const forgetCold = <A extends object>(answer: A) => ({ ...answer, cold: [], notes: [] })

describe('a backup', () => {
  it('of a working installation answers every question as the installation did', async () => {
    const server = await start(folder('data'))
    await server.api(createWorkspace, {
      body: { workspaceId: 'shop', name: 'Shop', timeZone: 'Europe/Berlin', currency: 'EUR' },
    })
    const { secret } = await server.api(createKey, { body: { scopes: ['events:write'] }, headers })
    for (const body of batches) {
      const posted = await fetch(`${server.url}/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body,
      })
      expect(posted.status).toBe(200)
    }
    const archived = await airgraph(folder('data'), ['archive', 'run', '2026-06', '-w', 'shop'])
    expect(archived).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^2026-06 +[\d,]+ events/),
    })
    const open = await airgraph(folder('data'), ['archive', 'run', '2099-01', '-w', 'shop'])
    expect(open).toMatchObject({ code: 1, err: expect.stringContaining('2099-01 is not over') })
    const made = await airgraph(folder('data'), ['backup', folder('copy')])
    expect(made.err).toContain('1 archived months are in it')
    await server.end('SIGINT')
    expect(made).toMatchObject({ code: 0, out: `${folder('copy')}\n` })
    const before = await answers(folder('data'))
    expect(before.storage.events).toBeGreaterThan(5_000)
    expect(before.storage.warnings.filter((one) => one !== littleSpace)).toEqual([])
    const restored = await airgraph(folder('restored'), ['restore', folder('copy')])
    expect(restored).toMatchObject({ code: 0, err: expect.stringContaining('Start the server') })
    const after = await answers(folder('restored'))
    expect(after.answers).toEqual(before.answers)
    expect(after.answers.some(({ cold }) => cold?.includes('2026-06'))).toBe(true)
    const back = await airgraph(folder('restored'), ['archive', 'restore', '2026-06', '-w', 'shop'])
    expect(back).toMatchObject({ code: 0, out: expect.stringContaining('Back in the tables') })
    const hot = await answers(folder('restored'))
    expect(hot.answers.map(forgetCold)).toEqual(after.answers.map(forgetCold))
  }, 240_000)

  it('from before an erasure has the person again, until the receipt erases them there too', async () => {
    const email = batches[0]?.match(/"email":"([^"]+)"/)?.[1] ?? ''
    const erased = await airgraph(folder('data'), ['contact', 'erase', email, '-w', 'shop'])
    expect(erased.err).toContain('Backups that were made before')
    await writeFile(folder('receipt.json'), erased.out)
    const journey = async () => {
      const question = JSON.stringify({ type: 'journey', contact: email })
      const { out } = await airgraph(folder('restored'), ['ask', question, '-w', 'shop'])
      return (JSON.parse(out) as { readonly events: readonly unknown[] }).events.length
    }
    expect(await journey()).toBeGreaterThan(0)
    const by = ['contact', 'erase', '--receipt', folder('receipt.json')]
    const again = await airgraph(folder('restored'), by)
    expect(JSON.parse(again.out)).toMatchObject({
      workspaceId: 'shop',
      hashes: JSON.parse(erased.out).hashes,
      names: JSON.parse(erased.out).names,
    })
    expect(await journey()).toBe(0)
    const none = await airgraph(folder('restored'), ['contact', 'erase', '-w', 'shop'])
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('either a contact') })
  }, 240_000)

  it('goes into a folder of its own, and into an empty installation', async () => {
    const again = await airgraph(folder('data'), ['backup', folder('copy')])
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('is not empty') })
    const inside = await airgraph(folder('data'), ['backup', join(folder('data'), 'copy')])
    expect(inside).toMatchObject({ code: 1, err: expect.stringContaining('in the data folder') })
    const onFile = await airgraph(folder('data'), ['backup', folder('copy/backup.json')])
    expect(onFile).toMatchObject({ code: 1, err: expect.stringContaining('a file of that name') })
    expect((await stat(folder('copy'))).mode & 0o077).toBe(0)
    const over = await airgraph(folder('restored'), ['restore', folder('copy')])
    expect(over).toMatchObject({
      code: 1,
      err: expect.stringContaining('Restore into an empty one'),
    })
    const none = await airgraph(folder('nothing'), ['restore', folder('data')])
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('no whole backup') })
  }, 120_000)

  it('whose archived months are kept elsewhere, and are not there, is not restored', async () => {
    const path = join(folder('copy'), 'backup.json')
    const manifest = JSON.parse(await readFile(path, 'utf8'))
    const apart = {
      ...manifest,
      archive: { ...manifest.archive, included: false },
      files: manifest.files.filter(({ file }: { file: string }) => !file.startsWith('archive/')),
    }
    await writeFile(path, JSON.stringify(apart))
    const restored = await airgraph(folder('apart'), ['restore', folder('copy')])
    expect(restored.err).toContain('Nothing was restored')
    expect(restored.err).toContain('2026-06 of “shop”')
    expect(restored.err).not.toContain('reading events')
    await rename(join(folder('copy'), 'archive'), join(folder('apart'), 'archive'))
    const found = await airgraph(folder('apart'), ['restore', folder('copy')])
    expect(found).toMatchObject({ code: 0, err: expect.stringContaining('Start the server') })
  }, 120_000)

  it('that was restored half-way is not taken for an installation', async () => {
    const half = launchCommand(folder('half'), ['restore', folder('copy')], {
      ARCHIVE_URL: join(folder('apart'), 'archive'),
    })
    await half.saying('reading recent_events')
    await half.end('SIGKILL')
    const [postgres] = (await readFile(folder('half/records/postmaster.pid'), 'utf8')).split('\n')
    process.kill(Number(postgres), 'SIGTERM') // it outlives whoever started it
    const asked = await airgraph(folder('half'), ['workspace', 'list'])
    expect(asked).toMatchObject({ code: 1, err: expect.stringContaining('was cut short') })
    const again = await airgraph(folder('half'), ['restore', folder('copy')])
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('restore again') })
  }, 60_000)

  it('that was damaged is not restored', async () => {
    await appendFile(join(folder('copy'), 'records.workspaces.ndjson'), '{"workspace_id":"evil"}\n')
    const restored = await airgraph(folder('fresh'), ['restore', folder('copy')])
    expect(restored).toMatchObject({ code: 1, err: expect.stringContaining('checksum') })
  }, 60_000)

  it('is not needed to know how it is: the doctor says', async () => {
    const { out } = await airgraph(folder('data'), ['doctor', '--price', '0.5'])
    expect(out).toMatch(/facts +[\d,]+ rows/)
    expect(out).toMatch(/An event takes +\d+ bytes/)
    const wrong = out.split('\n').filter((line) => line.startsWith('! '))
    expect(wrong.filter((line) => line !== `! ${littleSpace}`)).toEqual([])
  }, 60_000)
})
