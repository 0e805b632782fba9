import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EmailAddress, WorkspaceId } from '@airgraph/domain/ids.ts'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inNotices, longestNotice } from './notices.ts'
import { openRecords, type Records } from './open.ts'
import type { Range } from './sequence.ts'
import { openTestPostgres } from './testing-postgres.ts'

let postgres: Awaited<ReturnType<typeof openTestPostgres>>
let client: Client
/** As two processes have them. */
let here: Records
let there: Records
const w1 = 'w1' as WorkspaceId

beforeAll(async () => {
  postgres = await openTestPostgres()
  client = new Client({ connectionString: postgres.url })
  await client.connect()
  const both = await Promise.all([1, 2].map(() => openRecords({ url: postgres.url })))
  here = both[0] as Records
  there = both[1] as Records
  await here.workspaces.create({
    workspaceId: w1,
    name: w1,
    timeZone: 'UTC',
    currency: 'EUR',
    weekStart: 'monday',
    sample: false,
  })
})
afterAll(async () => {
  await here[Symbol.asyncDispose]()
  await there[Symbol.asyncDispose]()
  await client.end()
  await postgres[Symbol.asyncDispose]()
})

/** Ends every session of ours as a database that restarts would. */
const cutSessions = () =>
  client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'airgraph session'`,
  )
const soon = { timeout: 10_000, interval: 20 }

describe('notices', () => {
  it('reach every process, and say when something may have been missed', async () => {
    const heard: string[] = []
    let missed = 0
    const stop = await there.notices.listen('live', {
      heard: (text) => heard.push(text),
      missed: () => void (missed += 1),
    })
    await here.notices.send('live', ['one', 'two'])
    await expect.poll(() => heard, soon).toEqual(['one', 'two'])
    await cutSessions()
    await expect.poll(() => missed, soon).toBe(1)
    await here.notices.send('live', ['three'])
    await expect.poll(() => heard.at(-1), soon).toBe('three')
    stop()
  })

  it('carry as many lines as fit, and no line is cut', () => {
    const lines = Array.from({ length: 1_000 }, (_, n) => `${'ü'.repeat(40)} ${n}`)
    const notices = inNotices(lines)
    expect(notices.join('\n').split('\n')).toEqual(lines)
    expect(Math.max(...notices.map((text) => Buffer.byteLength(text)))).toBeLessThanOrEqual(
      longestNotice,
    )
    expect(inNotices([])).toEqual([])
  })
})

describe('a key', () => {
  it('that was revoked in one process opens nothing in another', async () => {
    const { key, secret } = await here.keys.create({
      workspaceId: w1,
      name: 'k',
      scopes: ['ask'],
      expiresAt: null,
    })
    expect(await there.keys.authenticate(secret)).not.toBeNull()
    const began = performance.now()
    await here.keys.revoke(w1, key.keyId)
    await expect.poll(() => there.keys.authenticate(secret), soon).toBeNull()
    expect(performance.now() - began).toBeLessThan(1_000)
  })
})

describe('a source', () => {
  it('whose secret is changed in one process has it in another', async () => {
    const made = await here.sources.create({
      workspaceId: w1,
      name: 's',
      esp: 'brevo',
      secrets: [],
    })
    if (!made.ok) throw new Error(made.error)
    const { hook } = made.value
    expect((await there.sources.byHook(hook))?.secrets).toEqual([])
    await here.sources.addSecret(w1, 's', 'new')
    const secrets = async () => (await there.sources.byHook(hook))?.secrets
    await expect.poll(secrets, { timeout: 1_000, interval: 20 }).toEqual(['new'])
  })
})

describe('people', () => {
  const by = (address: string | null, externalId: string | null = null) => ({
    address: address as EmailAddress | null,
    externalId,
  })

  it('who are one in one process are one in another', async () => {
    await there.contacts.remember(w1, [by('ann@example.com'), by(null, 'ann')])
    await here.contacts.remember(w1, [by('ann@example.com', 'ann')])
    const ann = here.contacts.idOf(w1, by(null, 'ann'))
    const names = [by(null, 'ann'), by('ann@example.com')]
    await expect
      .poll(() => names.map((name) => there.contacts.idOf(w1, name)), soon)
      .toEqual([ann, ann])
  })

  it('who were linked while one process could not hear are one there afterwards', async () => {
    await cutSessions()
    await here.contacts.remember(w1, [by('bob@example.com', 'bob')])
    const bob = here.contacts.idOf(w1, by(null, 'bob'))
    const both = () => [
      there.contacts.idOf(w1, by(null, 'bob')),
      there.contacts.idOf(w1, by('bob@example.com')),
    ]
    await expect.poll(both, soon).toEqual([bob, bob])
  })

  it('whom two processes link to two others at the same moment are all one, and moved', async () => {
    const names = Array.from({ length: 20 }, (_, n) => n)
    await Promise.all(
      names.flatMap((n) => [
        here.contacts.remember(w1, [by(`eve${n}@example.com`, `eve${n}`)]),
        there.contacts.remember(w1, [by(`eve${n}@work.example`, `eve${n}`)]),
      ]),
    )
    const third = await openRecords({ url: postgres.url })
    const links = await third.contacts.unmoved(1_000)
    for (const n of names) {
      const ids = [by(`eve${n}@example.com`), by(`eve${n}@work.example`), by(null, `eve${n}`)].map(
        (name) => third.contacts.idOf(w1, name),
      )
      expect(new Set(ids).size).toBe(1)
      expect(links.filter(({ into }) => into === ids[0])).toHaveLength(2)
    }
    await third[Symbol.asyncDispose]()
  })

  it('are moved once more a minute after they were linked, and then no more', async () => {
    const links = await here.contacts.unmoved(1_000)
    await here.contacts.markMoved(links)
    expect(await here.contacts.unmoved(1_000)).toEqual([])
    await client.query(
      `UPDATE contact_links SET linked_at = now() - interval '61 seconds', moved_at = now() - interval '60 seconds'`,
    )
    const again = await there.contacts.unmoved(1_000)
    expect(again.length).toBe(links.length)
    await there.contacts.markMoved(again)
    expect(await there.contacts.unmoved(1_000)).toEqual([])
  })

  it('are erased under every name, also one that another process gave them', async () => {
    await here.contacts.remember(w1, [by('mia@example.com', 'mia')])
    await there.contacts.remember(w1, [by('mia@work.example', 'mia')])
    const mia = here.contacts.idOf(w1, by(null, 'mia'))
    if (mia === null) throw new Error('no Mia')
    const theirs = await here.contacts.refuse(w1, [mia])
    expect(await here.contacts.forget(w1, theirs)).toBe(3)
    await expect.poll(() => there.contacts.isErased(w1, by('mia@work.example'))).toBe(true)
  })
})

describe('a request with an Idempotency-Key', () => {
  const key = (name: string, requestHash = 'h') => ({ workspaceId: w1, key: name, requestHash })

  it('is worked on once, however many come to both processes', async () => {
    let worked = 0
    const work = async () => {
      worked += 1
      await sleep(100)
      return { status: 200, body: `${worked}` }
    }
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        (n % 2 === 0 ? here : there).idempotency.once(key('k1'), work),
      ),
    )
    expect(worked).toBe(1)
    const done = { status: 200, body: '1' }
    expect(answers.filter((answer) => 'done' in answer)).toEqual([{ done }])
    expect(answers.filter((answer) => 'before' in answer)).toEqual(
      Array.from({ length: 9 }, () => ({ before: { requestHash: 'h', ...done } })),
    )
  })

  it('that failed is worked on by the next', async () => {
    const failing = here.idempotency.once(key('k2'), () => Promise.reject(new Error('no')))
    await expect(failing).rejects.toThrow('no')
    const next = await there.idempotency.once(key('k2'), async () => ({ status: 200, body: '' }))
    expect(next).toEqual({ done: { status: 200, body: '' } })
  })

  it('whose process died is worked on once its claim has run out', async () => {
    void here.idempotency.once(key('k3'), () => new Promise<never>(() => {}))
    await sleep(100)
    await client.query(
      `UPDATE idempotent_replies SET claimed_until = now() - interval '1 second' WHERE key = 'k3'`,
    )
    const next = await there.idempotency.once(key('k3'), async () => ({ status: 200, body: 'x' }))
    expect(next).toEqual({ done: { status: 200, body: 'x' } })
  })
})

describe('leading', () => {
  it('is for one at a time, and the next takes over', async () => {
    let working = 0
    let most = 0
    const began: string[] = []
    const work = (name: string) => async (signal: AbortSignal) => {
      began.push(name)
      most = Math.max(most, ++working)
      await once(signal, 'abort')
      await sleep(50) // finishing
      working -= 1
    }
    const one = here.lead('test', work('one'))
    await expect.poll(() => one.isLeading, soon).toBe(true)
    const two = there.lead('test', work('two'))
    await sleep(600)
    expect(began).toEqual(['one'])
    await one[Symbol.asyncDispose]()
    await expect.poll(() => two.isLeading, soon).toBe(true)
    expect(began).toEqual(['one', 'two'])
    await cutSessions() // it hears that it leads no more, and comes back
    await expect.poll(() => began.length, soon).toBe(3)
    await two[Symbol.asyncDispose]()
    expect([most, working]).toEqual([1, 0])
  })

  it('goes on after work that failed', async () => {
    const troubles: unknown[] = []
    let begun = 0
    const leading = here.lead(
      'failing',
      async (signal) => {
        begun += 1
        if (begun === 1) throw new Error('first')
        await once(signal, 'abort')
      },
      (error) => troubles.push(error),
    )
    await expect.poll(() => begun, soon).toBe(2)
    expect(troubles).toEqual([new Error('first')])
    await leading[Symbol.asyncDispose]()
  })

  it('what must be done alone is done one after the other', async () => {
    const order: string[] = []
    const work = (name: string) => async () => {
      order.push(`${name} begins`)
      await sleep(100)
      order.push(`${name} ends`)
    }
    await Promise.all([here.alone('x', work('a')), there.alone('x', work('b'))])
    const first = order[0]?.[0] ?? ''
    const second = first === 'a' ? 'b' : 'a'
    expect(order).toEqual([
      `${first} begins`,
      `${first} ends`,
      `${second} begins`,
      `${second} ends`,
    ])
  })
})

describe('the sequence', () => {
  const mend = () => Promise.resolve()

  it('gives ranges that follow each other, and tells everybody', async () => {
    await using one = await here.openSequencer({ mend })
    await using two = await there.openSequencer({ mend })
    const heard: number[] = []
    await two.onCommitted((seq) => heard.push(seq))
    const before = await one.committedSeq()
    const firsts = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 === 0 ? one : two).withRange(10, (first) => Promise.resolve(first)),
      ),
    )
    const expected = Array.from({ length: 20 }, (_, n) => before + 1 + n * 10)
    expect(firsts.toSorted((a, b) => a - b)).toEqual(expected)
    expect(await one.committedSeq()).toBe(before + 200)
    await expect.poll(() => heard.at(-1), soon).toBe(before + 200)
  })

  it('begins after what is in a store that was filled without it', async () => {
    await using sequencer = await here.openSequencer({ mend, atLeast: 5_000 })
    expect(await sequencer.committedSeq()).toBe(5_000)
    expect(await sequencer.withRange(1, (first) => Promise.resolve(first))).toBe(5_001)
    await using again = await there.openSequencer({ mend, atLeast: 3_000 })
    expect(await again.committedSeq()).toBe(5_001)
  })

  it('of work that failed is mended by whoever is next, and its numbers are not given again', async () => {
    const mended: Range[] = []
    const noting = async (range: Range) => void mended.push(range)
    await using one = await here.openSequencer({ mend: noting })
    await using two = await there.openSequencer({ mend: noting })
    const before = await one.committedSeq()
    await expect(one.withRange(5, () => Promise.reject(new Error('lost')))).rejects.toThrow('lost')
    expect(await two.committedSeq()).toBe(before)
    expect(await two.withRange(1, (first) => Promise.resolve(first))).toBe(before + 6)
    expect(mended).toEqual([{ first: before + 1, last: before + 5 }])
    expect(await one.committedSeq()).toBe(before + 6)
  })

  it('whose mending fails is mended the next time', async () => {
    let broken = true
    const mended: Range[] = []
    await using sequencer = await here.openSequencer({
      async mend(range) {
        if (broken) throw new Error('not now')
        mended.push(range)
      },
    })
    const before = await sequencer.committedSeq()
    const fail = () => sequencer.withRange(1, () => Promise.reject(new Error('lost')))
    await expect(fail()).rejects.toThrow('lost')
    await expect(fail()).rejects.toThrow('not now')
    broken = false
    await sequencer.withRange(1, () => Promise.resolve())
    expect(mended).toEqual([{ first: before + 1, last: before + 2 }])
  })

  it('tells work whose connection is lost to stop, and does not call it committed', async () => {
    await using sequencer = await here.openSequencer({ mend })
    const before = await sequencer.committedSeq()
    const cut = sequencer.withRange(1, async (_, signal) => {
      await cutSessions()
      if (!signal.aborted) await once(signal, 'abort')
    })
    await expect(cut).rejects.toMatchObject({ name: 'Failure', code: 'unavailable' })
    expect(await sequencer.committedSeq()).toBe(before)
    expect(await sequencer.withRange(1, (first) => Promise.resolve(first))).toBe(before + 2)
  })

  it.each([0, -1, 1.5, Number.NaN, 2 ** 60])('refuses a range of %s', async (count) => {
    await using sequencer = await here.openSequencer({ mend })
    await expect(sequencer.withRange(count, mend)).rejects.toThrow(RangeError)
  })
})

describe('processes that are killed while they commit', () => {
  const launch = (name: string) => {
    const child = spawn(
      process.execPath,
      ['--no-warnings', join(import.meta.dirname, 'testing-sequence.ts'), postgres.url, name],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    return { child, acknowledged: () => out.split('\n').slice(0, -1).map(Number) }
  }
  const end = async (child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.exitCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }

  it('never give a number twice, lose nothing that was acknowledged, and leave every gap mended', async () => {
    await client.query(
      `CREATE TABLE stored (seq bigint PRIMARY KEY, name text);
       CREATE TABLE mended (first bigint, last bigint)`,
    )
    const before = await here.committedSeq()
    const ended: (readonly number[])[] = []
    let running = ['a', 'b', 'c'].map(launch)
    for (let round = 0; round < 6; round++) {
      const quiet = running[round % 3]
      await expect.poll(() => quiet?.acknowledged().length, { timeout: 20_000 }).toBeGreaterThan(20)
      if (quiet === undefined) continue
      await end(quiet.child, 'SIGKILL')
      ended.push(quiet.acknowledged())
      running = running.map((one) => (one === quiet ? launch(`${round}`) : one))
    }
    for (const { child, acknowledged } of running) {
      await end(child, 'SIGTERM')
      ended.push(acknowledged())
    }
    const { rows } = await client.query('SELECT seq::int FROM stored')
    const stored = new Set(rows.map((row) => row.seq as number))
    expect(ended.flat().filter((seq) => !stored.has(seq))).toEqual([])

    const committed = await here.committedSeq()
    const mended = (await client.query('SELECT first::int, last::int FROM mended')).rows as Range[]
    const isMended = (seq: number) => mended.some(({ first, last }) => first <= seq && seq <= last)
    const gaps = Array.from({ length: committed - before }, (_, n) => before + 1 + n).filter(
      (seq) => !stored.has(seq) && !isMended(seq),
    )
    expect(gaps).toEqual([])
    expect(committed - before).toBeGreaterThan(500)
  }, 90_000)
})
