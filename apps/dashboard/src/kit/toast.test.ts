import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { dismiss, readToasts, say } from './toast.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const texts = () => readToasts().map(({ text }) => text)

it('a toast goes by itself after a while; of many the newest three stay', () => {
  for (const text of ['one', 'two', 'three', 'four']) say(text)
  expect(texts()).toEqual(['two', 'three', 'four'])
  dismiss(readToasts()[0]?.id ?? 0)
  expect(texts()).toEqual(['three', 'four'])
  vi.advanceTimersByTime(10_000)
  expect(texts()).toEqual([])
})
