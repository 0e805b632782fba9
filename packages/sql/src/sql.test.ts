import { describe, expect, it } from 'vitest'
import { allOf, anyOf, join, name, render, sql, str, uint } from './sql.ts'

describe('sql', () => {
  it('keeps values out of the text', () => {
    const hostile = "'; DROP TABLE events --"
    expect(render(sql`SELECT ${str(hostile)}, ${uint(2)}`)).toEqual({
      text: 'SELECT {p1: String}, {p2: UInt64}',
      params: { p1: hostile, p2: 2 },
    })
  })

  it('composes, and numbers the parameters of the whole', () => {
    const where = allOf([sql`a = ${str('x')}`, anyOf([sql`b = ${str('y')}`, sql`c`])])
    expect(render(sql`SELECT 1 WHERE ${where}`).text).toBe(
      'SELECT 1 WHERE (a = {p1: String} AND (b = {p2: String} OR c))',
    )
  })

  it('nothing to meet is met by all, nothing to choose from is met by none', () => {
    expect(render(allOf([])).text).toBe('1')
    expect(render(anyOf([])).text).toBe('0')
  })

  it('joins with a separator', () => {
    expect(render(join([sql`a`, sql`b`], ', ')).text).toBe('a, b')
  })

  it('refuses a name that is not one', () => {
    expect(() => name('a; DROP TABLE b')).toThrow('not an identifier')
  })
})
