import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Reported } from '@airgraph/domain/event.ts'
import { describe, expect, it } from 'vitest'
import { posthog } from '../../compat/posthog/index.ts'
import { readingOf, requestOf } from '../../compat/testing.ts'
import { importExport } from '../import-export.ts'
import { withFile } from '../testing.ts'
import { posthogExport } from './posthog.ts'

async function exported(file: string) {
  const events: Reported[] = []
  const rejected: string[] = []
  for await (const one of importExport(file, posthogExport, 'USD')) {
    if ('event' in one) events.push(one.event)
    if ('rejected' in one) rejected.push(`${one.rejected.line}: ${one.rejected.reason}`)
  }
  return { events, rejected }
}

const lines = (...rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n')
const row = (event: string, more: object = {}) => ({
  uuid: `uuid of ${event}`,
  event,
  distinct_id: 'c-1',
  person_id: 'p-1',
  properties: {},
  person_properties: {},
  elements_chain: '',
  timestamp: '2026-06-01T09:00:00.500000+00:00',
  created_at: '2026-06-01T09:00:01.500000+00:00',
  ...more,
})

/** Written by ClickHouse, with the columns and types that PostHog documents. */
const parquet = (compression: string) =>
  join(import.meta.dirname, `fixtures/posthog-${compression}.parquet`)

const expected = [
  {
    kind: 'visited',
    externalId: 'anonymous-1',
    url: 'https://shop.example/?utm_medium=email',
    ip: '203.0.113.9',
    occurredAt: new Date('2026-06-01T09:00:00.123Z'),
    properties: { utm_medium: 'email' },
  },
  {
    kind: 'custom',
    name: 'identified',
    recipient: 'ann@example.com',
    externalId: 'c-1',
    alias: 'anonymous-1',
    properties: { plan: 'pro' },
  },
  {
    kind: 'converted',
    recipient: 'ann@example.com',
    externalId: 'c-1',
    money: { amount: 1_999, currency: 'EUR' },
    occurredAt: new Date('2026-06-01T09:02:00.500Z'),
  },
  { kind: 'opened', recipient: 'ann@example.com', externalId: 'c-1', messageId: 'wf-1/s-1' },
  { kind: 'custom', name: 'seen' },
]

describe('an export of PostHog', () => {
  it.each(['zstd', 'snappy'])('may be Parquet, %s inside, zipped or not', async (compression) => {
    const plain = await exported(parquet(compression))
    expect(plain.events).toMatchObject(expected)
    expect(plain.rejected).toEqual([])
    expect(plain.events.every(({ occurredAt }) => Number.isInteger(occurredAt.getTime()))).toBe(
      true,
    )
    const zipped = gzipSync(await readFile(parquet(compression)))
    expect(await withFile(zipped, exported)).toEqual(plain)
  })

  it('may be JSON lines, zipped or not, with properties as objects or as text', async () => {
    const properties = { plan: { name: 'pro' } }
    const text = lines(
      row('signed up', { properties }),
      row('signed in', { properties: JSON.stringify(properties) }),
    )
    const plain = await withFile(text, exported)
    expect(plain.events).toMatchObject([
      { name: 'signed up', properties: { 'plan.name': 'pro' }, externalId: 'c-1' },
      { name: 'signed in', properties: { 'plan.name': 'pro' }, externalId: 'c-1' },
    ])
    expect(await withFile(gzipSync(text), exported)).toEqual(plain)
  })

  it('reads what only a late line has', async () => {
    const many = Array.from({ length: 1_500 }, (_, i) => row(`event ${i}`))
    const text = lines(...many, row('late', { properties: { plan: 'pro' } }))
    const { events } = await withFile(text, exported)
    expect(events.at(-1)).toMatchObject({ name: 'late', properties: { plan: 'pro' } })
  })

  it('gives an event the id that it had when it was captured', async () => {
    const item = { ...row('signed up'), person_properties: undefined }
    const live = readingOf(posthog, requestOf('/batch', { api_key: 'ag_test', batch: [item] }))
    const { events } = await withFile(lines(item), exported)
    expect(events.map(({ sourceId }) => sourceId)).toEqual(
      live.events.map(({ sourceId }) => sourceId),
    )
  })

  it('takes an amount that names no currency for one of the workspace’s', async () => {
    const order = row('order_completed', { properties: { total: '12.50' } })
    const { events } = await withFile(lines(order), exported)
    expect(events[0]?.money).toEqual({ amount: 1_250, currency: 'USD' })
  })

  it('says of a row what it lacks, and reads the others', async () => {
    const bad = [
      row('a', { distinct_id: '' }),
      row('b', { timestamp: 'yesterday' }),
      row('c', { timestamp: null }),
      row('d', { properties: '{"plan":' }),
      row('', {}),
    ]
    const text = `${lines(row('good'), ...bad)}\nnonsense\n${lines(row('also good'))}`
    const { events, rejected } = await withFile(text, exported)
    expect(events.map(({ name }) => name)).toEqual(['good', 'also good'])
    expect(rejected).toEqual([
      '2: distinct_id: expected a distinct_id: whose event is this?',
      '3: timestamp: expected a time such as "2026-11-22T09:30:00Z"',
      '4: timestamp: expected a time',
      '5: properties: expected a JSON object',
      '6: event: expected text',
      '7: The line is not a JSON object.',
    ])
  })

  it('is told from other files by its columns', async () => {
    const persons = lines({ team_id: 1, distinct_id: 'c-1', person_id: 'p-1', properties: {} })
    await expect(withFile(persons, exported)).rejects.toThrow(
      'This is no export of events from PostHog: it has no column “uuid”, “event”',
    )
    await expect(withFile('id,at\n1,2', exported)).rejects.toThrow('It has: id, at.')
    await expect(withFile('', exported)).rejects.toThrow('The file is empty')
  })
})
