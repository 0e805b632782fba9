import { expect, it } from 'vitest'
import { readCommitted } from './read-committed.ts'

it('a commit tells when its newest event was received', () => {
  const data = '{"seq":123,"count":10,"lastReceivedAt":"2026-11-22T20:00:00Z","kinds":{"opened":3}}'
  expect(readCommitted(data)).toEqual({ lastReceivedAt: '2026-11-22T20:00:00Z' })
})

it.each([
  '',
  'null',
  '[]',
  '{}',
  '{"lastReceivedAt":"soon"}',
  '{"lastReceivedAt":0}',
  '{"lastReceivedAt":null}',
])('what is no commit is passed over: %s', (data) => {
  expect(readCommitted(data)).toBeNull()
})
