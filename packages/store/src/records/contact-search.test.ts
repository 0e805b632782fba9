import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EmailAddress, WorkspaceId } from '@airgraph/domain/ids.ts'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRecords, type Records } from './open.ts'
import { openTestPostgres } from './testing-postgres.ts'

const [w1, w2] = ['w1', 'w2'] as [WorkspaceId, WorkspaceId]
const people = [
  'ann@shop.example',
  'joanna@mail.example',
  'bob@annex.example',
  'Ünal@mail.example',
  'a_b@mail.example',
  'axb@mail.example',
]

async function fill(records: Records) {
  const known = people.map((address) => ({
    address: address.toLowerCase() as EmailAddress,
    externalId: null,
  }))
  await records.contacts.remember(w1, [...known, { address: null, externalId: '100%-Ann' }])
  await records.contacts.remember(w2, [
    { address: 'ann@theirs.example' as EmailAddress, externalId: null },
  ])
}

const search =
  (records: () => Records, workspaceId = w1) =>
  async (text: string, limit = 50) => {
    const { ids, reach, more } = await records().contacts.search(workspaceId, text, limit)
    const names = await records().contacts.namesOf(workspaceId, ids)
    return { reach, more, names: ids.map((id) => names.get(id)?.[0]?.value) }
  }

describe('where PostgreSQL knows trigrams', () => {
  let dir = ''
  let records: Records
  const find = search(() => records)
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'airgraph-search-'))
    records = await openRecords({ dir: join(dir, 'records') })
    await fill(records)
  })
  afterAll(async () => {
    await records[Symbol.asyncDispose]()
    await rm(dir, { recursive: true, force: true })
  })

  it('any part of a name is found, whoever begins with it first', async () => {
    expect(await find('ANN')).toEqual({
      reach: 'anywhere',
      more: false,
      names: ['ann@shop.example', 'joanna@mail.example', 'bob@annex.example', '100%-Ann'],
    })
  })

  it('one or two letters are looked for at the beginnings of names and domains', async () => {
    expect(await find('an')).toEqual({
      reach: 'beginnings',
      more: false,
      names: ['ann@shop.example', 'bob@annex.example'],
    })
  })

  it('signs that mean something to the database mean themselves', async () => {
    expect((await find('a_b')).names).toEqual(['a_b@mail.example'])
    expect((await find('100%')).names).toEqual(['100%-Ann'])
    expect((await find('%%%')).names).toEqual([])
    expect((await find('\\\\')).names).toEqual([])
    expect((await find("'; --")).names).toEqual([])
    expect((await find('üna')).names).toEqual(['ünal@mail.example'])
  })

  it('says when there are more, and tells nothing of another workspace', async () => {
    expect(await find('mail', 2)).toMatchObject({ more: true })
    expect((await find('theirs')).names).toEqual([])
    expect((await search(() => records, w2)('ann')).names).toEqual(['ann@theirs.example'])
  })

  it('asks the indices', async () => {
    const plan = await planOf(
      records,
      "SELECT identity_id FROM contact_identities WHERE workspace_id = 'w1' AND lower(value) LIKE '%ann%'",
    )
    expect(plan).toContain('contact_identities_anywhere')
  })
})

describe('where its user may add no extension', () => {
  let postgres: Awaited<ReturnType<typeof openTestPostgres>>
  let records: Records
  const find = search(() => records)
  beforeAll(async () => {
    postgres = await openTestPostgres()
    const url = new URL(postgres.url)
    const owner = new Client({ connectionString: postgres.url })
    await owner.connect()
    await owner.query(`CREATE ROLE tenant LOGIN PASSWORD 'tenant'`)
    await owner.query('CREATE DATABASE theirs')
    await owner.query('REVOKE CREATE ON DATABASE theirs FROM PUBLIC')
    await owner.end()
    url.pathname = '/theirs'
    const inside = new Client({ connectionString: String(url) })
    await inside.connect()
    await inside.query('GRANT ALL ON SCHEMA public TO tenant')
    await inside.end()
    Object.assign(url, { username: 'tenant', password: 'tenant' })
    records = await openRecords({ url: String(url) })
    await fill(records)
  }, 120_000)
  afterAll(async () => {
    await records[Symbol.asyncDispose]()
    await postgres[Symbol.asyncDispose]()
  })

  it('names are found by how they or their domains begin, and the answer says so', async () => {
    expect(await find('ann')).toEqual({
      reach: 'beginnings',
      more: false,
      names: ['ann@shop.example', 'bob@annex.example'],
    })
    expect((await find('mail.ex')).names).toHaveLength(4)
    expect((await find('oanna')).names).toEqual([])
  })
})

/** How PostgreSQL would answer if this were the only way not to read the whole table. */
async function planOf(records: Records, query: string) {
  const client = new Client({ connectionString: records.url })
  await client.connect()
  await client.query('BEGIN')
  await client.query('DROP INDEX contact_identities_begins, contact_identities_domain')
  await client.query('ALTER TABLE contact_identities DROP CONSTRAINT contact_identities_pkey')
  await client.query('SET LOCAL enable_seqscan = off')
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${query}`)
  await client.query('ROLLBACK')
  await client.end()
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}
