import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Storage } from '@airgraph/contract/installation.ts'
import { toInput } from '@airgraph/contract/to-input.ts'
import type { Answer } from '@airgraph/domain/answer.ts'
import { type Asked, metricNames } from '@airgraph/domain/question.ts'
import { simulate } from '@airgraph/simulate/simulate.ts'
import { name, sql, str } from '@airgraph/sql/sql.ts'
import { openPlace } from '@airgraph/store/events/archive/place.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createArchives } from './flows/archives.ts'
import { createRetain } from './flows/retain.ts'
import { openTenant, openTestServer, type Tenant, type TestServer } from './testing.ts'

const range = { from: '2026-01-01', to: '2026-12-01' } as const
const questions: readonly Asked[] = [
  { type: 'metrics', metrics: [...metricNames], ...range },
  { type: 'metrics', metrics: [...metricNames], countedBy: 'happened', grain: 'day', ...range },
  { type: 'metrics', metrics: ['sent', 'open-rate'], by: ['campaign'], grain: 'month', ...range },
  { type: 'metrics', metrics: ['unique-clicks', 'clicks'], by: ['link'], ...range },
  { type: 'metrics', metrics: ['revenue'], by: ['hour'], ...range },
  { type: 'metrics', metrics: ['time-to-open-median'], by: ['mailbox-provider'], ...range },
  { type: 'funnel', ...range },
  {
    type: 'metrics',
    metrics: ['unique-clicks', 'sent'],
    by: ['campaign', 'hour'],
    where: {
      any: [
        {
          all: [
            { dimension: 'campaign', contains: 'a' },
            { dimension: 'hour', is: ['09', '10'] },
          ],
        },
        {
          not: {
            any: [
              { dimension: 'campaign', contains: 'a' },
              { dimension: 'hour', is: ['09'] },
            ],
          },
        },
        { dimension: 'property:subject', contains: 'e' },
      ],
    },
    compare: 'previous-period',
    ...range,
  },
]

/** Months of a simulated shop; the tests run later than all of it. */
const told = [
  ...simulate({ seed: 4, contacts: 40, from: new Date('2026-03-01'), to: new Date('2026-07-01') }),
]
  .map(({ happening }) => toInput(happening.reported))
  .filter((event) => (event.email ?? event.externalId) !== undefined)
const isBefore = (day: string) => (event: (typeof told)[number]) =>
  event.occurredAt < Date.parse(day)

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const work = () => {
  if (server.work === null) throw new Error('nobody works here')
  return server.work
}
async function settled() {
  await work().settler.caughtUp(60_000 as never)
  await work().folder.totalDays()
}

async function post(tenant: Tenant, events: readonly unknown[]) {
  for (let i = 0; i < events.length; i += 2_000)
    expect((await tenant.post(events.slice(i, i + 2_000))).status).toBeLessThan(300)
  await settled()
}

/** All answers, without what they say of themselves. */
async function answers(tenant: Tenant, asked = questions) {
  const all: Answer[] = []
  for (const question of asked) all.push(await tenant.ask(question))
  return all.map((answer) => ({ ...answer, ...said }))
}
const said = { asOf: '', rowsRead: 0, milliseconds: 0, cold: undefined, notes: [] }

const order = (tenant: Tenant, doing: 'archive' | 'restore', ...months: string[]) =>
  work().archiveMonths.run(
    { workspaceId: tenant.workspaceId, doing, months, keepMonths: 6 },
    new Date('2026-11-25'),
  )
async function storage() {
  const headers = { authorization: 'Bearer the-operator' }
  const { body } = await server.app.inject({ url: '/v1/storage', headers })
  return JSON.parse(body) as Storage
}
/** What the doctor says. */
const warnings = async () => (await storage()).warnings.join('\n')
const patient = { timeout: 20_000, interval: 100 }
const tidy = () => work().archiveMonths.tidy(new Date(Date.now() + 1_000), 0)
const rows = async (table: string, { workspaceId }: Tenant) => {
  const { rows: found } = await server.events.query(
    sql`SELECT count() AS n FROM ${{ chunks: [table] }} WHERE workspace_id = ${{ type: 'String', value: workspaceId }}`,
  )
  return Number(found[0]?.['n'])
}
const files = async ({ workspaceId }: Tenant) =>
  (await readdir(join(server.dir, 'archive', workspaceId), { recursive: true })).filter((one) =>
    one.endsWith('.parquet'),
  )

/** Whatever it is put around works for one call less than that, all together, and then never again. */
function fuseOf(calls: number) {
  let left = calls
  const burn = () => {
    left -= 1
    if (left <= 0) throw new Error('the fuse burnt down')
  }
  return <T extends object>(whole: T): T =>
    new Proxy(whole, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target)
        if (typeof value !== 'function') return value
        return async (...given: readonly unknown[]) => {
          burn()
          return (await value.apply(target, given)) as unknown
        }
      },
    })
}

describe('a month in files', () => {
  let archived: Tenant
  let kept: Tenant
  beforeAll(async () => {
    archived = await openTenant(server, 'archived')
    kept = await openTenant(server, 'kept')
    for (const tenant of [archived, kept]) await post(tenant, told.filter(isBefore('2026-06-01')))
  }, 120_000)

  it('answers as one that was never archived, and says that it is cold', async () => {
    const before = await rows('events', archived)
    const report = await order(archived, 'archive', '2026-03', '2026-04')
    expect(report.months.map(({ month }) => month)).toEqual(['2026-03', '2026-04'])
    expect(await answers(archived)).toEqual(await answers(kept))
    await tidy()
    const left = await rows('events', archived)
    expect(before - left).toBe(report.months.reduce((sum, { events }) => sum + events, 0))
    expect(await answers(archived)).toEqual(await answers(kept))
    const links = await archived.ask({
      type: 'metrics',
      metrics: ['clicks'],
      by: ['link'],
      ...range,
    })
    expect(links).toMatchObject({ cold: ['2026-03', '2026-04'] })
    expect(links.notes.join()).toContain('2026-03, 2026-04 are archived')
    const totals = await archived.ask({ type: 'metrics', metrics: ['sent', 'clicks'], ...range })
    expect(totals.cold).toBeUndefined()
    const may = { from: '2026-05-01', to: '2026-06-01', countedBy: 'happened' } as const
    const lately = await archived.ask({
      type: 'metrics',
      metrics: ['opens'],
      by: ['device'],
      ...may,
    })
    expect(lately.cold).toBeUndefined()
  }, 120_000)

  it('takes what comes late, and what comes again, as if it had never been archived', async () => {
    const old = told.filter(isBefore('2026-05-01'))
    const late = old
      .filter(({ kind, messageId }) => kind === 'delivered' && messageId)
      .slice(0, 60)
      .flatMap((event, i) => [
        {
          ...event,
          eventId: `late-open-${i}`,
          kind: 'opened',
          occurredAt: Date.UTC(2026, 4, 20, 10, i),
        },
        { ...event, eventId: `late-click-${i}`, kind: 'clicked', url: 'https://late.example/' },
      ])
    for (const tenant of [archived, kept]) await post(tenant, [...late, ...old.slice(0, 500)])
    const journey = { type: 'journey', contact: String(late[0]?.email) } as const
    const all = [...questions, journey]
    const strip = (given: readonly Answer[]) =>
      JSON.stringify(given).replaceAll(/"(contactId|eventId)":"[^"]*"/g, '')
    expect(strip(await answers(archived, all))).toBe(strip(await answers(kept, all)))
  }, 120_000)

  it('is archived again with what came late, and put back whole', async () => {
    await order(archived, 'archive', '2026-03', '2026-04', '2026-05')
    await tidy()
    expect(await answers(archived)).toEqual(await answers(kept))
    expect(await rows('thawed', archived)).toBe(0)
    expect(await files(archived)).toHaveLength(6)
    const { months } = await order(archived, 'restore', '2026-03', '2026-04', '2026-05')
    expect(months).toHaveLength(3)
    await tidy()
    expect(await answers(archived)).toEqual(await answers(kept))
    expect(await files(archived)).toEqual([])
    const { rows: both } = await server.events.query(
      sql`SELECT workspace_id, count() AS n, sum(bitCount(firsts)) AS firsts,
          sum(cityHash64(* EXCEPT (workspace_id, version, message_key, event_key, contact_id, firsts))) AS content
        FROM facts WHERE workspace_id IN ('archived', 'kept') GROUP BY workspace_id ORDER BY workspace_id`,
    )
    const [one, other] = both
    expect({ ...one, workspace_id: '' }).toEqual({ ...other, workspace_id: '' })
  }, 120_000)

  it('has its share in what an event takes, and what a fold is working on has none', async () => {
    const { tables, recordsBytes, events, bytesPerEvent } = await storage()
    const of = (which: (table: string) => boolean) =>
      tables.filter(({ table }) => which(table)).reduce((sum, { bytes }) => sum + bytes, 0)
    expect(of((table) => table === 'folding')).toBeGreaterThan(0)
    const lasting = of((table) => table !== 'folding') + recordsBytes
    expect(bytesPerEvent).toBeCloseTo(lasting / events, 6)
  })

  it('is not taken from a file that somebody changed', async () => {
    await order(archived, 'archive', '2026-03')
    await tidy()
    const [file = ''] = (await files(archived)).filter((one) => one.endsWith('events.parquet'))
    const path = join(server.dir, 'archive', 'archived', file)
    const bytes = await readFile(path)
    await writeFile(path, Buffer.concat([bytes, Buffer.from('x')]))
    await expect(order(archived, 'restore', '2026-03')).rejects.toThrow('checksum')
    await rm(path)
    const asked = archived.ask({ type: 'journey', contact: String(told[0]?.email) })
    await expect(asked).rejects.toThrow('A file of the archive cannot be read')
    const restore = () =>
      archived.call({
        method: 'POST',
        url: '/v1/archives/restore',
        payload: { months: ['2026-03'] },
      })
    await restore()
    await expect
      .poll(warnings, patient)
      .toMatch(/of “archived” failed on 20.*events.parquet cannot be read at .*: it is not there/)
    expect(await warnings()).toMatch(/cannot be read at .*archive: 2026-03 of “archived”\./)
    await writeFile(path, bytes)
    expect(await warnings()).not.toContain('Archived months')
    await restore()
    await expect.poll(warnings, patient).not.toContain('failed')
    expect(await answers(archived)).toEqual(await answers(kept))
  }, 120_000)
})

describe('a person who is erased', () => {
  it('is in no file any more, and every number is that of somebody erased who was never archived', async () => {
    const tenant = await openTenant(server, 'erasing')
    const never = await openTenant(server, 'erasing-kept')
    const events = told.filter(isBefore('2026-05-01'))
    for (const one of [tenant, never]) await post(one, events)
    await order(tenant, 'archive', '2026-03', '2026-04')
    await tidy()
    const email = String(events.find((event) => event.email !== undefined)?.email)
    const theirs = await tenant.ask({ type: 'journey', contact: email })
    if (theirs.type !== 'journey') throw new Error('not a journey')
    const past = new Set(await files(tenant))
    const erase = (of: Tenant) =>
      of.call({ method: 'POST', url: '/v1/contacts/erase', payload: { contact: email } })
    const { status, body } = await erase(tenant)
    expect((await erase(never)).body).toMatchObject({ archivedEvents: 0 })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      events: theirs.events.length,
      archivedEvents: theirs.events.length,
    })
    const now = await files(tenant)
    expect(now.filter((file) => past.has(file))).toEqual([])
    expect(now).toHaveLength(4)
    for (const file of now) {
      const path = join(server.dir, 'archive', 'erasing', file)
      const { rows: found } = await server.events.query(
        sql`SELECT count() AS n FROM file(${str(path)}, 'Parquet') WHERE contact_id = ${str(String(theirs.contactId))}`,
      )
      expect(found).toEqual([{ n: 0 }])
    }
    for (const table of ['archived_contacts', 'thawed', 'events', 'facts'] as const) {
      const { rows: left } = await server.events.query(
        sql`SELECT count() AS n FROM ${name(table)} WHERE contact_id = toUUID(${str(String(theirs.contactId))})`,
      )
      expect(left).toEqual([{ n: 0 }])
    }
    await settled()
    expect(await answers(tenant)).toEqual(await answers(never))
    await order(tenant, 'restore', '2026-03', '2026-04')
    await tidy()
    expect(await answers(tenant)).toEqual(await answers(never))
    expect((await erase(tenant)).body).toMatchObject({ events: 0, archivedEvents: 0 })
  }, 120_000)
})

describe('archiving that is stopped', () => {
  it('at any statement loses nothing and doubles nothing, and is finished by doing it again', async () => {
    const tenant = await openTenant(server, 'stopped')
    await post(tenant, told.filter(isBefore('2026-04-01')).slice(0, 1_500))
    const before = await answers(tenant, questions.slice(0, 4))
    const place = openPlace({ dir: join(server.dir, 'archive') })
    const flows = ['archive', 'restore'] as const
    for (const doing of flows)
      for (let stop = 1; ; stop++) {
        const fragile = fuseOf(stop)
        const dying = createArchives({
          events: fragile(server.events),
          records: { archives: fragile(server.records.archives), alone: server.records.alone },
          place,
        })
        const outcome = await dying[doing](tenant.workspaceId, '2026-03')
          .then(() => dying.tidy(new Date(Date.now() + 1_000), 0))
          .then(
            () => 'done',
            () => 'stopped',
          )
        expect([doing, stop, await answers(tenant, questions.slice(0, 4))]).toEqual([
          doing,
          stop,
          before,
        ])
        if (outcome === 'done') break
        await tidy()
        if (
          doing === 'restore' &&
          (await server.records.archives.list(['live'], tenant.workspaceId)).length === 0
        )
          await order(tenant, 'archive', '2026-03')
      }
    await tidy()
    expect(await answers(tenant, questions)).toHaveLength(questions.length)
    expect(await files(tenant)).toEqual([])
  }, 240_000)
})

describe('what is too old', () => {
  const now = new Date('2026-07-15') // two months before it: May
  const retain = async (tenant: Tenant, policy: object) => {
    const set = await tenant.call({ method: 'POST', url: '/v1/retention', payload: policy })
    expect(set.status).toBe(200)
    return work().archiveMonths.retain(tenant.workspaceId, now)
  }
  const fromTotals: readonly Asked[] = [
    { type: 'metrics', metrics: ['sent', 'open-rate', 'clicks', 'revenue'], ...range },
    { type: 'metrics', metrics: ['sent', 'opens'], countedBy: 'happened', grain: 'day', ...range },
    { type: 'metrics', metrics: ['sent', 'click-rate'], by: ['campaign', 'hour'], ...range },
  ]
  const events = told.filter(isBefore('2026-06-01'))

  it('goes from tables and files, and totals stay what they were, whatever comes late', async () => {
    const tenant = await openTenant(server, 'retained')
    await post(tenant, events)
    await order(tenant, 'archive', '2026-03')
    const before = await answers(tenant, fromTotals)
    const all = await rows('events', tenant)
    const report = await retain(tenant, { months: 2 })
    await tidy()
    expect(report.before).toBe('2026-05-01')
    expect(report.months[0]?.month).toBe('2026-03')
    expect(await rows('events', tenant)).toBeLessThan(all)
    const { rows: left } = await server.events.query(
      sql`SELECT count() AS n FROM facts WHERE workspace_id = 'retained' AND (day < '2026-05-01' OR message_key != 0 AND sent_at < '2026-05-01')`,
    )
    expect(left).toEqual([{ n: 0 }])
    expect(await answers(tenant, fromTotals)).toEqual(before)
    const old = events
      .filter(isBefore('2026-05-01'))
      .filter(({ kind, messageId }) => kind === 'delivered' && messageId)
      .slice(0, 40)
    await post(tenant, [
      ...old.map((one, i) => ({
        ...one,
        eventId: `too-late-${i}`,
        kind: 'opened',
        occurredAt: Date.UTC(2026, 5, 2),
      })),
      ...events.filter(isBefore('2026-04-01')).slice(0, 300),
    ])
    expect(await answers(tenant, fromTotals)).toEqual(before)
    const again = await work().archiveMonths.retain(tenant.workspaceId, now)
    expect(again.months).toEqual([])
    const links = await tenant.ask({ type: 'metrics', metrics: ['clicks'], by: ['link'], ...range })
    expect(links.notes.join()).toContain('Messages that were sent before 2026-05-01 are removed')
    // A day of which something is left and something was removed is added up anew.
    await server.events.run(
      sql`INSERT INTO days SELECT workspace_id, counted_by, day, max(touched) + 1000000, now() - 100, max(totalled) FROM days WHERE workspace_id = 'retained' GROUP BY workspace_id, counted_by, day`,
    )
    expect(await answers(tenant, fromTotals)).toEqual(before)
    await work().folder.totalDays()
    expect(await answers(tenant, fromTotals)).toEqual(before)
  }, 120_000)

  it('goes in the end however often removing it is stopped, and totals stay what they were', async () => {
    const tenant = await openTenant(server, 'halted')
    await post(tenant, events.slice(0, 1_500))
    await order(tenant, 'archive', '2026-03')
    const before = await answers(tenant, fromTotals)
    const policy = { method: 'POST', url: '/v1/retention', payload: { months: 2 } } as const
    expect((await tenant.call(policy)).status).toBe(200)
    const place = openPlace({ dir: join(server.dir, 'archive') })
    let stops = 0
    for (let outcome = ''; outcome !== 'done';) {
      const fragile = fuseOf(stops + 1)
      const dying = createRetain({
        events: fragile(server.events),
        records: {
          retention: fragile(server.records.retention),
          cursors: fragile(server.records.cursors),
        },
        archives: fragile(
          createArchives({ events: server.events, records: server.records, place }),
        ),
      })
      outcome = await dying.run(tenant.workspaceId, now).then(
        () => 'done',
        (error: Error) => error.message,
      )
      if (outcome !== 'done') expect(outcome).toBe('the fuse burnt down')
      expect([stops, await answers(tenant, fromTotals)]).toEqual([stops, before])
      if (outcome !== 'done') stops += 1
    }
    expect(stops).toBeGreaterThan(10)
    await tidy()
    await tidy() // what it found to be empty
    expect(await files(tenant)).toEqual([])
    const { rows: left } = await server.events.query(
      sql`SELECT count() AS n FROM facts WHERE workspace_id = 'halted' AND (day < '2026-05-01' OR message_key != 0 AND sent_at < '2026-05-01')`,
    )
    expect(left).toEqual([{ n: 0 }])
    await work().folder.totalDays()
    expect(await answers(tenant, fromTotals)).toEqual(before)
  }, 240_000)

  it('goes with its totals where that is wanted, as if it had never been', async () => {
    const tenant = await openTenant(server, 'cut')
    const without = await openTenant(server, 'young')
    await post(tenant, events)
    const young = new Set(
      events
        .filter(({ occurredAt }) => occurredAt >= Date.UTC(2026, 4, 1))
        .map(({ messageId }) => messageId),
    )
    for (const { messageId, occurredAt } of events)
      if (occurredAt < Date.UTC(2026, 4, 1)) young.delete(messageId)
    await post(
      without,
      events.filter(
        ({ messageId, occurredAt }) =>
          occurredAt >= Date.UTC(2026, 4, 1) && (!messageId || young.has(messageId)),
      ),
    )
    await retain(tenant, { months: 2, totals: 'remove' })
    await work().folder.totalDays()
    const counted: readonly Asked[] = [
      { type: 'metrics', metrics: ['sent', 'delivered', 'bounce-rate', 'revenue'], ...range },
      { type: 'metrics', metrics: ['sent', 'delivered'], grain: 'day', ...range },
    ]
    expect(await answers(tenant, counted)).toEqual(await answers(without, counted))
  }, 120_000)

  it('is said before it goes, and a policy that contradicts itself is refused', async () => {
    const tenant = await openTenant(server, 'dry')
    await post(tenant, events.slice(0, 500))
    const set = (payload: object) => tenant.call({ method: 'POST', url: '/v1/retention', payload })
    expect(await set({ months: 2, loose: { visited: 3 } })).toMatchObject({ status: 422 })
    expect(await set({ months: 0 })).toMatchObject({ status: 422 })
    expect(await set({ loose: { opened: 3 } })).toMatchObject({ status: 422 })
    expect(await set({ months: 2 })).toMatchObject({
      status: 200,
      body: { wouldRemove: [{ month: '2026-03' }, { month: '2026-04' }] },
    })
    expect(await rows('events', tenant)).toBeGreaterThan(400)
  })
})
