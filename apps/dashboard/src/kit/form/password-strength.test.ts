import { describe, expect, it } from 'vitest'
import { judgePassword } from './password-strength.ts'

describe('how strong a password is', () => {
  it.each([
    ['', 'none'],
    ['kurz', 'short'],
    ['x'.repeat(129), 'short'],
    ['aaaaaaaaaaaaaaaa', 'weak'],
    ['1234567890', 'weak'],
    ['password1234', 'weak'],
    ['olga.owner@example', 'weak'],
    ['tulpe-gabel9', 'fair'],
    ['correct horse battery staple', 'strong'],
    ['ünïcödé wörter gehen auch', 'strong'],
  ])('%j is %s', (password, strength) => {
    expect(judgePassword(password, ['Olga Owner', 'olga.owner@example.com']).strength).toBe(
      strength,
    )
  })
  it('says how much is missing', () => {
    expect(judgePassword('123456789').words).toBe('Too short: 1 more character.')
  })
})
