import { expect, it } from 'vitest'
import { readCommitted } from './read-committed.ts'

const at = '2026-11-22T20:00:00Z'
const days = { first: '2026-11-20', last: '2026-11-22' }

it('a commit tells when its newest event was received, and which days it was about', () => {
  const data = JSON.stringify({ seq: 1, count: 9, lastReceivedAt: at, kinds: { opened: 3 }, days })
  expect(readCommitted(data)).toEqual({ lastReceivedAt: at, days })
})

it.each([undefined, null, 7, { first: 'soon', last: '2026-11-22' }, { first: '2026-11-22' }])(
  'where the days cannot be read (%j) it may have been any',
  (said) => {
    const data = JSON.stringify({ lastReceivedAt: at, days: said })
    expect(readCommitted(data)).toEqual({ lastReceivedAt: at, days: null })
  },
)

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
