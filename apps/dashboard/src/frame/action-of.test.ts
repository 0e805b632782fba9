import { describe, expect, it } from 'vitest'
import { actionOf } from './action-of.ts'
import { pages } from './pages.ts'

const press = (key: string, more = {}) => ({
  key,
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  ...more,
})

describe('a key', () => {
  it('after “g” goes to a page, each to its own', () => {
    expect(actionOf(press('c'), 'g', true)).toEqual({ go: '/campaigns' })
    expect(new Set(pages.map(({ key }) => key)).size).toBe(pages.length)
  })
  it('opens the palette with ⌘ or Ctrl, even while somebody types', () => {
    expect(actionOf(press('k', { metaKey: true }), '', false)).toBe('palette')
    expect(actionOf(press('K', { ctrlKey: true }), '', false)).toBe('palette')
  })
  it('is a letter while somebody types, and the browser’s with Ctrl', () => {
    expect(actionOf(press('c'), 'g', false)).toBeNull()
    expect(actionOf(press('?'), '', false)).toBeNull()
    expect(actionOf(press('l', { ctrlKey: true }), '', true)).toBeNull()
  })
  it('alone has its own meaning, or none', () => {
    expect(actionOf(press('?'), 'x', true)).toBe('shortcuts')
    expect(actionOf(press('c'), 'x', true)).toBeNull()
    expect(actionOf(press('toString'), '', true)).toBeNull()
  })
})
