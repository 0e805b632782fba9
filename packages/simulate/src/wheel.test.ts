import { describe, expect, it } from 'vitest'
import { Wheel } from './wheel.ts'

const minute = 60_000
const day = 24 * 60 * minute

describe('a wheel', () => {
  it('gives back each minute in order, and of one moment as it was put', () => {
    const wheel = new Wheel<{ at: number; name: string }>(0)
    for (const [at, name] of [
      [90_000, 'd'],
      [20_000, 'b'],
      [5_000, 'a'],
      [20_000, 'c'],
    ] as const)
      wheel.put({ at, name })
    expect(wheel.take().map(({ name }) => name)).toEqual(['a', 'b', 'c'])
    expect(wheel.take().map(({ name }) => name)).toEqual(['d'])
    expect(wheel.take()).toEqual([])
  })

  it('brings what is overdue in the next minute', () => {
    const wheel = new Wheel<{ at: number }>(10 * minute)
    wheel.take()
    wheel.put({ at: 10 * minute })
    expect(wheel.take()).toEqual([{ at: 10 * minute }])
  })

  it('turns round, and refuses what lies beyond a turn', () => {
    const wheel = new Wheel<{ at: number }>(0)
    for (let i = 0; i < 60_000; i++) wheel.take()
    wheel.put({ at: 60_000 * minute + 45 * day })
    let early = 0
    for (let i = 0; i < 45 * 24 * 60; i++) early += wheel.take().length
    expect(early).toBe(0)
    expect(wheel.take()).toHaveLength(1)
    expect(() => wheel.put({ at: 60_000 * minute + 100 * day })).toThrow('beyond the horizon')
  })
})
