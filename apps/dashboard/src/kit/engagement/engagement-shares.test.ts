import { describe, expect, it } from 'vitest'
import { countOf, humanRatio, sharesOf } from './engagement-shares.ts'
import { rowOf } from '../testing.ts'

describe('human and machine', () => {
  const rows = [
    rowOf({ engagement: 'scanner' }, { opens: 10, clicks: 6 }),
    rowOf({ engagement: 'human' }, { opens: 50, clicks: 2 }),
    rowOf({ engagement: 'proxy' }, { opens: 40, clicks: null }),
  ]

  it('are parts of one whole, each class in its place also without an event', () => {
    expect(sharesOf(rows, 'opens')).toEqual([
      { class: 'human', count: 50, ratio: 0.5 },
      { class: 'proxy', count: 40, ratio: 0.4 },
      { class: 'prefetch', count: 0, ratio: 0 },
      { class: 'scanner', count: 10, ratio: 0.1 },
      { class: 'unknown', count: 0, ratio: 0 },
    ])
  })

  it('count a proxy’s opens as a person’s, as the metrics do', () => {
    expect(humanRatio(sharesOf(rows, 'opens'))).toBe(0.9)
    expect(humanRatio(sharesOf(rows, 'clicks'))).toBe(0.25)
  })

  it('are unknown shares of nothing', () => {
    const shares = sharesOf([], 'clicks')
    expect(shares.map(({ ratio }) => ratio)).toEqual([null, null, null, null, null])
    expect(countOf(shares)).toBe(0)
    expect(humanRatio(shares)).toBeNull()
  })
})
