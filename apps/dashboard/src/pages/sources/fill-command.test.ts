import { expect, it } from 'vitest'
import { fillCommand, isOnlyHere } from './fill-command.ts'

it('what is put into a command stays inside its quotes', () => {
  expect(
    fillCommand("curl '{url}' -H 'X: {secret}'", { url: 'https://a/b', secret: "o'$&x" }),
  ).toBe(`curl 'https://a/b' -H 'X: o'\\''$&x'`)
})

it('what is not known is said in capitals', () => {
  expect(fillCommand("curl '{url}' '{secret}'", { url: undefined })).toBe(
    "curl 'THE-URL' 'YOUR-SECRET'",
  )
})

it.each([
  ['http://127.0.0.1:4400/hooks/x', true],
  ['http://localhost:4400/hooks/x', true],
  ['http://[::1]/hooks/x', true],
  ['http://172.20.0.3/hooks/x', true],
  ['http://mail.internal/hooks/x', true],
  ['https://stats.example.com/hooks/x', false],
  ['https://172.217.0.1/hooks/x', false],
  ['https://10-minutes.example.com/hooks/x', false],
])('whether an ESP can reach %s', (url, here) => {
  expect(isOnlyHere(url)).toBe(here)
})
