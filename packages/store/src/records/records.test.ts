import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EmailAddress, WorkspaceId } from '@airgraph/domain/ids.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fates } from './dump.ts'
import { openRecords, type Records } from './open.ts'
import { loose } from './removals.ts'

const w1 = 'w1' as WorkspaceId
const w2 = 'w2' as WorkspaceId
const by = (address: string | null, externalId: string | null = null) => ({
  address: address as EmailAddress | null,
  externalId,
})

const named = (...of: Parameters<typeof by>) => ({ ...by(...of), contactId: null })

let dir = ''
let records: Records
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'airgraph-records-'))
  records = await openRecords({ dir: join(dir, 'records') })
  for (const workspaceId of [w1, w2])
    await records.workspaces.create({
      workspaceId,
      name: workspaceId,
      timeZone: 'UTC',
      currency: 'EUR',
      weekStart: 'monday',
      sample: false,
    })
})
afterAll(async () => {
  await records[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
})

describe('keys', () => {
  it('opens the workspace it was made for, until it is revoked', async () => {
    const { key, secret } = await records.keys.create({
      workspaceId: w1,
      name: 'ci',
      scopes: ['ask'],
      expiresAt: null,
    })
    expect(await records.keys.authenticate(secret)).toMatchObject({
      workspaceId: w1,
      scopes: ['ask'],
    })
    expect(await records.keys.revoke(w2, key.keyId)).toBe(false)
    expect(await records.keys.revoke(w1, key.keyId)).toBe(true)
    expect(await records.keys.authenticate(secret)).toBeNull()
  })

  it('ends at its time', async () => {
    const { secret } = await records.keys.create({
      workspaceId: w1,
      name: 'old',
      scopes: ['ask'],
      expiresAt: new Date(Date.now() - 1),
    })
    expect(await records.keys.authenticate(secret)).toBeNull()
  })

  it('is nobody’s when it was made up', async () => {
    expect(await records.keys.authenticate("ag_' OR 1=1 --")).toBeNull()
  })
})

describe('contacts', () => {
  const { idOf, remember } = {
    idOf: (...of: Parameters<Records['contacts']['idOf']>) => records.contacts.idOf(...of),
    remember: (...of: Parameters<Records['contacts']['remember']>) =>
      records.contacts.remember(...of),
  }

  it('are one person across an address and an external id, whichever came first', async () => {
    await remember(w1, [by('ann@example.com'), by(null, 'c-1')])
    expect(idOf(w1, by('ann@example.com'))).not.toBe(idOf(w1, by(null, 'c-1')))
    await remember(w1, [by('ann@example.com', 'c-1'), by('ann@work.example', 'c-1')])
    const ann = idOf(w1, by('ann@example.com'))
    expect(idOf(w1, by(null, 'c-1'))).toBe(ann)
    expect(idOf(w1, by('ann@work.example'))).toBe(ann)
    expect(await records.contacts.find(w1, named('ann@work.example'))).toBe(ann)
    expect(await records.contacts.find(w1, named(null, 'c-1'))).toBe(ann)
  })

  it('say whose events are still to be moved, once', async () => {
    const links = await records.contacts.unmoved(10)
    expect(links.map((link) => link.into)).toEqual(links.map(() => idOf(w1, by('ann@example.com'))))
    expect(links).toHaveLength(2)
    await records.contacts.markMoved(links)
    expect(await records.contacts.unmoved(10)).toEqual([])
  })

  it('of two workspaces are never one', async () => {
    await remember(w2, [by('ann@example.com')])
    expect(idOf(w2, by('ann@example.com'))).not.toBe(idOf(w1, by('ann@example.com')))
    expect(await records.contacts.find(w2, named(null, 'c-1'))).toBeNull()
  })

  it('are forgotten by name when erased, and known again only as somebody to refuse', async () => {
    const ann = idOf(w1, by('ann@example.com'))
    if (ann === null) throw new Error('no Ann')
    expect(records.contacts.isErased(w1, by('ann@work.example'))).toBe(false)
    const theirs = await records.contacts.refuse(w1, [ann])
    expect(records.contacts.isErased(w1, by('ann@work.example'))).toBe(true)
    expect(records.contacts.isErased(w2, by('ann@example.com'))).toBe(false)
    expect(await records.contacts.forget(w1, theirs)).toBe(3)
    expect(await records.contacts.forget(w1, theirs)).toBe(0)
  })

  it('are refused by their ids alone where nobody has heard of them', async () => {
    const eve = idOf(w2, by('eve@example.com'))
    if (eve === null) throw new Error('no Eve')
    expect(await records.contacts.refuse(w2, [eve])).toEqual([eve])
    expect(records.contacts.isErased(w2, by('eve@example.com'))).toBe(true)
    await remember(w2, [by('eve@example.com')])
    await using later = await openRecords({ url: records.url })
    expect(later.contacts.isErased(w2, by('eve@example.com'))).toBe(true)
    expect((await later.contacts.namesOf(w2, [eve])).size).toBe(0)
  })
})

describe('an alias', () => {
  const w3 = 'w3' as WorkspaceId
  const idOf = (...of: Parameters<typeof by>) => records.contacts.idOf(w3, by(...of))
  const remember = (
    of: ReturnType<typeof by>,
    kind: 'address' | 'external-id',
    value: string,
    workspaceId = w3,
  ) => records.contacts.remember(workspaceId, [{ ...of, alias: { kind, value } }])

  it('is the same person, of either kind, through any number of them', async () => {
    await remember(by(null, 'c-9'), 'external-id', 'anonymous-1')
    await remember(by(null, 'c-9'), 'external-id', 'anonymous-2')
    await remember(by('bob@example.com', 'c-9'), 'address', 'bob@work.example')
    const names = [idOf(null, 'c-9'), idOf(null, 'anonymous-1'), idOf(null, 'anonymous-2')]
    const addresses = [idOf('bob@example.com'), idOf('bob@work.example')]
    expect(new Set([...names, ...addresses]).size).toBe(1)
  })

  it('alone names nobody, and links nobody of another workspace', async () => {
    await remember(by(null, null), 'external-id', 'anonymous-3')
    expect(idOf(null, null)).toBeNull()
    expect(idOf(null, 'anonymous-3')).not.toBe(idOf(null, 'c-9'))
    await remember(by(null, 'c-10'), 'external-id', 'anonymous-4', w2)
    expect(idOf(null, 'c-10')).not.toBe(idOf(null, 'anonymous-4'))
  })
})

describe('cursors', () => {
  it('never go back', async () => {
    await records.cursors.advance('settled', 10)
    await records.cursors.advance('settled', 7)
    expect(await records.cursors.read('settled')).toBe(10)
  })
})

describe('sources', () => {
  it('are found by the secret part of their URL, with the newest two secrets', async () => {
    const made = await records.sources.create({
      workspaceId: w1,
      name: 'brevo',
      esp: 'brevo',
      secrets: ['a'],
    })
    if (!made.ok) throw new Error(made.error)
    await records.sources.addSecret(w1, 'brevo', 'b')
    await records.sources.addSecret(w1, 'brevo', 'c')
    expect(await records.sources.byHook(made.value.hook)).toMatchObject({
      name: 'brevo',
      secrets: ['c', 'b'],
    })
    expect(await records.sources.byHook('hook_nobody')).toBeNull()
    expect(
      await records.sources.create({ workspaceId: w1, name: 'brevo', esp: 'brevo', secrets: [] }),
    ).toEqual({
      ok: false,
      error: 'name-taken',
    })
  })
})

describe('every table', () => {
  const namesIn = async (query: ReturnType<typeof sql<{ name: string }>>) =>
    (await query.execute(records.db)).rows.map(({ name }) => name).toSorted()

  it('is one of which a backup knows what to do with it', async () => {
    const all = await namesIn(sql`
      SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_name NOT LIKE 'kysely_migration%'`)
    expect(Object.keys(fates).toSorted()).toEqual(all)
  })

  it('that names a workspace goes with it, but for the note that it was there', async () => {
    const staying = await namesIn(sql`
      SELECT table_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'workspace_id' AND table_name <> 'workspaces'
      EXCEPT SELECT conrelid::regclass::text FROM pg_constraint
      WHERE confrelid = 'workspaces'::regclass AND confdeltype = 'c'`)
    expect(staying).toEqual([...loose, 'workspace_removals'].toSorted())
  })
})

describe('a dump', () => {
  it('has how far a log is carried, and is restored where it is older than that', async () => {
    const copy = join(dir, 'copy')
    await mkdir(copy)
    const marks = { 'shard-0': { position: 7, key: 'k' } }
    await records.logLedgers.hold('log', (ledger) => ledger.write({ seq: 9, marks, pending: null }))
    await records.dump(copy)
    await records.logLedgers.hold('log', (ledger) =>
      ledger.write({ seq: 99, marks: {}, pending: null }),
    )
    await records.restore(copy, async () => {})
    expect(await records.logLedgers.peek('log')).toEqual({ seq: 9, marks, pending: null })
    const ledgers = join(copy, 'records.log_ledgers.ndjson')
    expect(await readFile(ledgers, 'utf8')).toContain('"seq":9')
    await rm(ledgers)
    await records.restore(copy, async () => {})
    expect(await records.logLedgers.peek('log')).toMatchObject({ seq: 0, marks: {} })
  })

  const person = {
    name: 'Ann',
    email: 'ann@example.com',
    emailVerified: true,
    passwordHash: 'salt:hash',
  }
  const workspace = {
    workspaceId: 'first' as WorkspaceId,
    name: 'First',
    timeZone: 'UTC',
    currency: 'EUR',
    weekStart: 'monday' as const,
    sample: false,
  }
  const nothing = () => Promise.resolve()
  const note = (action: string) =>
    records.audit.write({
      workspaceId: workspace.workspaceId,
      who: { kind: 'operator', id: null, name: null },
      action,
      on: { kind: 'workspace', id: 'first' },
      network: null,
      after: { name: 'First' },
    })
  let into = ''
  let personId = ''

  it('brings back people, what they are, and what was noted of it', async () => {
    personId = (await records.setup.claim(person, workspace)) ?? ''
    const bytes = Buffer.from([0, 255, 1, 254])
    await records.workspaces.setLogo(workspace.workspaceId, { type: 'image/png', bytes })
    await note('one')
    await note('two')
    into = await mkdtemp(join(dir, 'dump-'))
    await records.dump(into)
    await records.db.deleteFrom('people').execute()
    await records.db.deleteFrom('workspaces').execute()
    await records.restore(into, nothing)
    expect(await records.members.standing(personId, 'first')).toMatchObject({ role: 'owner' })
    expect(await records.people.byEmail('ANN@example.com')).toMatchObject({ id: personId })
    expect(await records.workspaces.logo(workspace.workspaceId)).toEqual({
      type: 'image/png',
      bytes,
    })
    await note('three')
    const { entries } = await records.audit.list(workspace.workspaceId, { limit: 10 })
    expect(entries.map(({ action }) => action)).toEqual(['three', 'two', 'one'])
  })

  it('of an older version, which knew less, is taken too', async () => {
    const file = join(into, 'records.workspaces.ndjson')
    const old = (await readFile(file, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => {
        const { workspace_id, name, time_zone, currency, week_start, sample, created_at } =
          JSON.parse(line) as Record<string, unknown>
        return JSON.stringify({
          workspace_id,
          name,
          time_zone,
          currency,
          week_start,
          sample,
          created_at,
        })
      })
    await writeFile(file, `${old.join('\n')}\n`)
    for (const name of await readdir(into))
      if (/people|person|members|logos|audit|views|invitations|agencies|outbox|removals/.test(name))
        await rm(join(into, name))
    await records.restore(into, nothing)
    expect(await records.workspaces.find('first')).toMatchObject({
      name: 'First',
      cadence: 'weekly',
      engagement: 'human',
      brand: {},
      deletesAt: null,
    })
    expect(await records.people.find(personId)).toBeNull()
  })
})
