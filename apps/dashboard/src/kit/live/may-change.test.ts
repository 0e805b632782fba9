import { expect, it } from 'vitest'
import { mayChange } from './may-change.ts'

const october = { from: '2026-10-01', to: '2026-11-01' }
const asked = { type: 'metrics' as const, metrics: ['opens' as const], ...october }
const newsOf = (first: string, last = first) => ({
  lastReceivedAt: '2026-11-25T12:00:00Z',
  days: { first, last },
})
const today = newsOf('2026-11-25')
const longAgo = newsOf('2026-09-01')

it('what happened today leaves a past month as it was, and what happened in it does not', () => {
  expect(mayChange(asked, today)).toBe(false)
  expect(mayChange(asked, longAgo)).toBe(false)
  expect(mayChange(asked, newsOf('2026-10-15'))).toBe(true)
  expect(mayChange(asked, newsOf('2026-09-01', '2026-11-25'))).toBe(true)
})

it('at the edges it may: days are not the same days everywhere', () => {
  expect(mayChange(asked, newsOf('2026-11-02'))).toBe(true)
  expect(mayChange(asked, newsOf('2026-09-30'))).toBe(true)
})

it('today’s opens may be of mail that was sent in the month', () => {
  expect(mayChange({ ...asked, countedBy: 'sent' }, today)).toBe(true)
  expect(mayChange({ ...asked, countedBy: 'sent' }, longAgo)).toBe(false)
})

it('what is compared with the days before may change with them', () => {
  expect(mayChange({ ...asked, compare: 'previous-year' }, longAgo)).toBe(true)
  expect(mayChange({ ...asked, compare: 'previous-year' }, today)).toBe(false)
})

it('of everything else nobody knows', () => {
  expect(mayChange(undefined, today)).toBe(true)
  expect(mayChange({ type: 'funnel', ...october }, today)).toBe(true)
  expect(mayChange({ type: 'journey', contact: 'ann@example.com' }, longAgo)).toBe(true)
  expect(mayChange(asked, { ...today, days: null })).toBe(true)
})
