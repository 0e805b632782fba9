import { expect, it } from 'vitest'
import { nameless } from './nameless.ts'

it.each([
  ['550 5.1.1 <Ann@Example.com>: no such user', '550 5.1.1 <<recipient>>: no such user'],
  ['https://shop.example/?e=ann%40example.com&x=1', 'https://shop.example/?e=<recipient>&x=1'],
  [
    '{"to":"ann@example.com","cc":"bob@example.com"}',
    '{"to":"<recipient>","cc":"bob@example.com"}',
  ],
  ['nothing of the kind', 'nothing of the kind'],
])('%s', (text, without) => {
  expect(nameless(text, 'ann@example.com')).toBe(without)
})

it('takes the signs of an address as signs', () => {
  expect(nameless('a.b+c@example.com aXb+c@example.com', 'a.b+c@example.com')).toBe(
    '<recipient> aXb+c@example.com',
  )
  expect(nameless('a%2Bb%40example.com', 'a+b@example.com')).toBe('<recipient>')
  expect(nameless('ann@example.com', null)).toBe('ann@example.com')
})
