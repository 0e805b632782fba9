import { expect, it } from 'vitest'
import { readAddresses } from './read-addresses.ts'

it('reads addresses however they are pasted, each once', () => {
  expect(
    readAddresses(
      'Ann <Ann@example.com>, bob@example.com\n\ncarl@example.org; bob@Example.com dee@x.io',
    ),
  ).toEqual({
    good: ['ann@example.com', 'bob@example.com', 'carl@example.org', 'dee@x.io'],
    bad: [],
  })
})
it('says which are none', () => {
  expect(readAddresses('ann@example.com, nobody, @x.com, a@b')).toEqual({
    good: ['ann@example.com'],
    bad: ['nobody', '@x.com', 'a@b'],
  })
  expect(readAddresses(' \n ,;')).toEqual({ good: [], bad: [] })
})
