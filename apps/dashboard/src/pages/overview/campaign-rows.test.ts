import { describe, expect, it } from 'vitest'
import { bySent, campaignName, campaignRows, nextSort } from './campaign-rows.ts'
import { rowOf } from './testing.ts'

const rows = [
  rowOf({ campaign: 'spring' }, { sent: 10, 'open-rate': 0.2 }),
  rowOf({ campaign: '' }, { sent: 30, 'open-rate': 0.1 }),
  rowOf({ campaign: 'Week 10' }, { sent: 20, 'open-rate': null }),
  rowOf({ campaign: 'Week 9' }, { sent: 20, 'open-rate': 0.3 }),
  rowOf({}, { sent: 99, 'open-rate': 0.9 }, { other: true }),
]
const names = (...[search, sort]: [string, typeof bySent]) =>
  campaignRows(rows, search, sort).map(campaignName)

describe('campaigns', () => {
  it('begin with the most sent; equals by name, and what is gathered as other at the end', () => {
    expect(names('', bySent)).toEqual([
      'Outside any campaign',
      'Week 9',
      'Week 10',
      'spring',
      'All other campaigns',
    ])
  })

  it('without a value come after those with one, whichever way they are sorted', () => {
    const lasts = [true, false].map((descending) =>
      names('', { by: 'open-rate', descending }).at(-2),
    )
    expect(lasts).toEqual(['Week 10', 'Week 10'])
  })

  it('are found by any part of their name; other is no campaign to find', () => {
    expect(names('  WEEK ', bySent)).toEqual(['Week 9', 'Week 10'])
    expect(names('other', bySent)).toEqual([])
  })

  it('are sorted by name as people count', () => {
    expect(names('', { by: 'campaign', descending: false })).toEqual([
      'Outside any campaign',
      'spring',
      'Week 9',
      'Week 10',
      'All other campaigns',
    ])
  })
})

it('choosing a column sorts by it, choosing it again turns it round', () => {
  expect(nextSort(bySent, 'revenue')).toEqual({ by: 'revenue', descending: true })
  expect(nextSort(bySent, 'campaign')).toEqual({ by: 'campaign', descending: false })
  expect(nextSort(bySent, 'sent')).toEqual({ by: 'sent', descending: false })
})
