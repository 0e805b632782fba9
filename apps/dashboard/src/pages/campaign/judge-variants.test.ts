import { describe, expect, it } from 'vitest'
import { judgeVariants } from './judge-variants.ts'

const variant = (name: string, numerator: number, denominator: number) => ({
  name,
  measured: {
    value: denominator === 0 ? null : numerator / denominator,
    numerator,
    denominator,
  },
})

describe('of several variants', () => {
  it('one is better when chance alone would not have made it so', () => {
    const verdict = judgeVariants([variant('A', 200, 1_000), variant('B', 260, 1_000)])
    expect(verdict).toMatchObject({ kind: 'better', best: { name: 'B' }, second: { name: 'A' } })
  })

  it('none is better where chance may have made the difference', () => {
    const verdict = judgeVariants([variant('A', 20, 100), variant('B', 26, 100)])
    expect(verdict).toMatchObject({ kind: 'unclear', best: { name: 'B' } })
  })

  it('a difference that two alone would show is not enough beside many others', () => {
    const two = [variant('A', 200, 1_000), variant('B', 237, 1_000)]
    const others = ['C', 'D', 'E', 'F'].map((name) => variant(name, 100, 1_000))
    expect(judgeVariants(two).kind).toBe('better')
    expect(judgeVariants([...two, ...others]).kind).toBe('unclear')
  })

  it('nothing can be said of one alone, or of what was never delivered', () => {
    expect(judgeVariants([variant('A', 2, 10)]).kind).toBe('unknown')
    expect(judgeVariants([variant('A', 2, 10), variant('B', 0, 0)]).kind).toBe('unknown')
  })
})
