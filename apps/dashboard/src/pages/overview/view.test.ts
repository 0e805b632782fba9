import { describe, expect, it } from 'vitest'
import { readView, usual, writeView } from './view.ts'

describe('the view in the address', () => {
  it('is read from it', () => {
    expect(readView('?range=6m&engagement=machine')).toEqual({ range: '6m', engagement: 'machine' })
  })

  it('is the usual where the address says nothing, or nothing known', () => {
    expect(readView('')).toEqual(usual)
    expect(readView('?range=13d&engagement=<script>')).toEqual(usual)
    expect(readView('?range=toString&engagement=__proto__')).toEqual(usual)
  })

  it('is left out where it is the usual, and leaves what is not its own', () => {
    expect(writeView(usual, '?range=7d')).toBe('')
    expect(writeView({ range: '7d', engagement: 'human' }, '?utm=a%26b&engagement=all')).toBe(
      '?utm=a%26b&range=7d',
    )
  })

  it('comes back as it was written', () => {
    const view = { range: '90d', engagement: 'all' } as const
    expect(readView(writeView(view, ''))).toEqual(view)
  })
})
