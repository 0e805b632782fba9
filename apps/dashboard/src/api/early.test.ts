import { Failure } from '@airgraph/domain/failure.ts'
import { expect, it } from 'vitest'
import { createEarly } from './early.ts'

const shop = { workspaceId: 'shop' } as never
const answering = () => Promise.resolve(shop)

it('gives what was asked for once, and to that workspace', async () => {
  const early = createEarly()
  early.ask('shop', answering)
  expect(await early.take('shop')).toBe(shop)
  expect(await early.take('shop')).toBeNull()
})

it('gives nothing to another workspace, and nothing after it to the first', async () => {
  const early = createEarly()
  early.ask('shop', answering)
  expect(await early.take('press')).toBeNull()
  expect(await early.take('shop')).toBeNull()
})

it('gives nothing that failed, that is old, or that was never asked', async () => {
  let now = 0
  const early = createEarly(() => now)
  expect(await early.take('shop')).toBeNull()
  early.ask('shop', () => Promise.reject(new Failure('unauthorized', 'Sign in.')))
  expect(await early.take('shop')).toBeNull()
  early.ask('shop', answering)
  now = 6_000
  expect(await early.take('shop')).toBeNull()
  early.ask(null, answering)
  expect(await early.take(null)).toBeNull()
})
