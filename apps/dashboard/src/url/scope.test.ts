import { describe, expect, it } from 'vitest'
import { compareIn, comparedPeriod, scopeFields, scopeOf } from './scope.ts'
import { readView } from './view.ts'

const calendar = { timeZone: 'Europe/Berlin', weekStart: 'monday' } as const
const of = (search: Record<string, string>) =>
  scopeOf(readView(scopeFields, search), '2026-11-22', calendar)

describe('what a page is about', () => {
  it('is by default the last thirty days of people, beside the thirty before', () => {
    const scope = of({})
    expect(scope).toEqual({
      period: { from: '2026-10-24', to: '2026-11-23' },
      compare: 'previous-period',
      engagement: 'human',
    })
    expect(comparedPeriod(scope)).toEqual({ from: '2026-09-24', to: '2026-10-24' })
  })

  it('is of chosen days, both in', () => {
    const scope = of({
      range: 'custom',
      from: '2026-11-01',
      to: '2026-11-01',
      compare: 'previous-year',
    })
    expect(scope.period).toEqual({ from: '2026-11-01', to: '2026-11-02' })
    expect(comparedPeriod(scope)).toEqual({ from: '2025-11-01', to: '2025-11-02' })
  })

  it.each([
    { range: 'custom', from: '2026-11-05' },
    { range: 'custom', from: '2026-11-05', to: '2026-11-04' },
    { range: 'custom', from: '1026-11-05', to: '2026-11-04' },
  ])('is the usual for days that cannot be meant: %j', (search) => {
    expect(of(search).period).toEqual(of({}).period)
  })

  it('is compared with nothing where nobody wants it', () => {
    expect(comparedPeriod(of({ compare: 'none' }))).toBeNull()
    expect(compareIn(of({ compare: 'none' }))).toEqual({})
  })
})
