import { expect, it } from 'vitest'
import { hostOf, isFooterLink, linkOf, pageOf } from './link.ts'

it.each([
  ['https://www.Shop.example/sale/?utm_source=mail#top', 'shop.example', 'shop.example/sale'],
  ['http://user:pw@shop.example:8080/', 'shop.example', 'user:pw@shop.example:8080'],
  ['mailto:ann@example.com', '', 'mailto:ann@example.com'],
  ['', '', ''],
])('%s: host %j, page %j', (url, host, page) => {
  expect(hostOf(url)).toBe(host)
  expect(pageOf(url)).toBe(page)
})

it('a fragment makes no other link, a parameter does', () => {
  expect(linkOf('https://x.example/a#b')).toBe('https://x.example/a')
  expect(linkOf('https://x.example/a?b')).toBe('https://x.example/a?b')
})

it.each([
  ['https://x.example/unsubscribe?u=1', true],
  ['https://x.example/abmelden', true],
  ['https://x.example/privacy', true],
  ['https://x.example/sale', false],
])('%s is in the small print: %s', (url, footer) => {
  expect(isFooterLink(url)).toBe(footer)
})
