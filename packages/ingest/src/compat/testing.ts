import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Compat, CompatRequest } from '../compat.ts'
import type { CompatName } from '../compats.ts'
import type { Reading } from '../esp.ts'

export const noon = new Date('2026-11-02T12:00:00Z')

export interface Fixture {
  readonly name: string
  readonly path: string
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  /** Text where the exact text matters (forms), else the JSON that was sent. */
  readonly body: unknown
  /** `Reported` as JSON. */
  readonly expected: readonly object[]
}

export function fixturesOf(compat: CompatName): readonly Fixture[] {
  const folder = join(import.meta.dirname, compat, 'fixtures')
  return readdirSync(folder).map((file) => ({
    name: file.replace('.json', ''),
    query: '',
    headers: {},
    ...JSON.parse(readFileSync(join(folder, file), 'utf8')),
  }))
}

/** A client's side: how it sends one event of that name, by that person, with the key "ag_test". */
export interface Sender {
  readonly path: string
  readonly batch: (items: readonly unknown[], more?: object) => unknown
  readonly item: (name: string, properties?: object, more?: object) => object
  /** The fields of `item` for these names of a person. */
  readonly identify: (id: string, anonymous: string, email: string) => object
}

export const senders: Readonly<Record<CompatName, Sender>> = {
  posthog: {
    path: '/batch',
    batch: (batch, more) => ({ api_key: 'ag_test', batch, ...more }),
    item: (event, properties = {}, more = {}) => ({
      event,
      distinct_id: 'c-1',
      uuid: `uuid of ${event}`,
      timestamp: '2026-11-02T11:59:00Z',
      properties,
      ...more,
    }),
    identify: (distinct_id, $anon_distinct_id, email) => ({
      event: '$identify',
      distinct_id,
      uuid: 'identify-1',
      properties: { $anon_distinct_id, $set: { email, plan: 'pro', name: 'Ann' } },
    }),
  },
  segment: {
    path: '/v1/batch',
    batch: (batch, more) => ({ writeKey: 'ag_test', batch, ...more }),
    item: (event, properties = {}, more = {}) => ({
      type: 'track',
      event,
      userId: 'c-1',
      messageId: `id of ${event}`,
      timestamp: '2026-11-02T11:59:00Z',
      properties,
      ...more,
    }),
    identify: (userId, anonymousId, email) => ({
      type: 'identify',
      userId,
      anonymousId,
      messageId: 'identify-1',
      traits: { email, plan: 'pro', name: 'Ann' },
    }),
  },
}

export const requestOf = (
  path: string,
  body: unknown,
  more: { readonly query?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): CompatRequest => ({
  path,
  query: new URLSearchParams(more.query ?? ''),
  headers: new Headers(more.headers ?? {}),
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  receivedAt: noon,
})

export function readingOf(compat: Compat, request: CompatRequest): Reading {
  const envelope = compat.open(request)
  if (!envelope.ok) throw new Error(envelope.error)
  return envelope.value.read('EUR', 0, envelope.value.size)
}
