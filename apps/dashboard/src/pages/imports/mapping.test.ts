import { describe, expect, it } from 'vitest'
import { guessMapping, missingFrom, readMoment, readRow } from './mapping.ts'

describe('a file of another product', () => {
  const mapping = guessMapping(['Timestamp', 'Email', 'event', 'Campaign name', 'Revenue', 'notes'])

  it('is understood by the names of its columns', () => {
    expect(mapping).toEqual({
      occurredAt: 'Timestamp',
      email: 'Email',
      kind: 'event',
      amount: 'Revenue',
    })
    expect(missingFrom(mapping, '')).toBeNull()
  })

  it('cannot be loaded before it is known who, what and when', () => {
    expect(missingFrom({}, 'opened')).toContain('when')
    expect(missingFrom({ occurredAt: 'a' }, 'opened')).toContain('whose')
    expect(missingFrom({ occurredAt: 'a', email: 'b' }, '')).toContain('what happened')
  })

  it('becomes events, row by row', () => {
    const row = {
      Timestamp: '2026-11-22 09:30',
      Email: ' ann@example.com ',
      event: 'Converted',
      Revenue: '19.99',
    }
    expect(readRow(row, { mapping, kind: '', digits: 2 })).toEqual({
      event: {
        kind: 'converted',
        occurredAt: '2026-11-22T09:30:00.000Z',
        email: 'ann@example.com',
        amount: 1999,
      },
    })
  })

  it.each([
    [{ Timestamp: 'soon', event: 'opened' }, '“soon” is no moment'],
    [{ Timestamp: '2026-02-31', event: 'toString' }, '“tostring” is no kind'],
    [{ Timestamp: '1764062000', event: 'converted', Revenue: '1,5' }, '“1,5” is no amount'],
  ])('a row that is none says why: %j', (row, reason) => {
    expect(readRow(row as never, { mapping, kind: '', digits: 2 })).toMatchObject({
      reason: expect.stringContaining(reason),
    })
  })
})

it.each([
  ['2026-11-22T09:30:00+02:00', '2026-11-22T07:30:00.000Z'],
  ['2026-11-22', '2026-11-22T00:00:00.000Z'],
  ['1764062000', '2025-11-25T09:13:20.000Z'],
  ['1764062000123', '2025-11-25T09:13:20.123Z'],
  ['22.11.2026', null],
  ['2026-13-01', null],
  ['', null],
])('“%s” is %s', (text, moment) => {
  expect(readMoment(text)).toBe(moment)
})
