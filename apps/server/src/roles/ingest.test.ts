import { expect, it } from 'vitest'
import { ingestRoutes } from './ingest.ts'

const never = new Promise<never>(() => {})
/** Stores that do not answer: whatever is let in stays there. */
const silent: object = new Proxy(() => never, { get: () => silent })
const open = () => ingestRoutes({ append: silent, records: silent, instruments: silent } as never)
const callWith = (bytes: number) =>
  ({
    bytes: new Uint8Array(bytes),
    headers: new Headers(),
    params: {},
    query: {},
    search: new URLSearchParams(),
    workspaceId: 'w',
  }) as never

/** What becomes of a call within a turn: "in" where it waits for the stores. */
const outcome = (call: Promise<unknown>) =>
  Promise.race([
    call.then(
      () => 'answered',
      (error: { code?: string }) => error.code ?? 'broken',
    ),
    new Promise((resolve) => setTimeout(() => resolve('in'), 50)),
  ])

it('whoever takes events has one limit with the others', async () => {
  for (const [i, route] of open().entries()) {
    const all = open()
    const events = all.find(({ endpoint }) => endpoint.path === '/v1/events')
    expect(await outcome(events?.run(callWith(16 * 1024 ** 2)) ?? never)).toBe('in')
    expect([route.endpoint.path, await outcome(all[i]?.run(callWith(1)) ?? never)]).toEqual([
      route.endpoint.path,
      'rate-limited',
    ])
  }
})

it('small requests count as the work that they make', async () => {
  const all = open()
  const hook = all.find(({ endpoint }) => endpoint.path.startsWith('/hooks/'))
  const calls = Array.from({ length: 2_049 }, () => hook?.run(callWith(200)) ?? never)
  const refused = calls.at(-1) ?? never
  for (const call of calls) call.catch(() => {})
  expect(await outcome(calls.at(-2) ?? never)).toBe('in')
  expect(await outcome(refused)).toBe('rate-limited')
})
