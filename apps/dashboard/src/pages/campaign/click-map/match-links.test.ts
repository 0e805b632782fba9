import { describe, expect, it } from 'vitest'
import { matchLinks } from './match-links.ts'

const place = (href: string, text = '') => ({ href, text })
const clicked = (url: string, clicks: number) => ({ url, clicks })
const brief = (links: ReturnType<typeof matchLinks>) =>
  links.map(({ url, places, clicks }) => [url, places.join(), clicks])

describe('clicks upon the mail', () => {
  it('are on the places that lead there, each a share of all clicks', () => {
    const links = matchLinks(
      [place('https://shop.example/a', 'Shoes'), place('https://shop.example/b', 'Hats')],
      [clicked('https://shop.example/b', 1), clicked('https://shop.example/a', 3)],
    )
    expect(links).toEqual([
      { url: 'https://shop.example/a', text: 'Shoes', places: [0], clicks: 3, share: 0.75 },
      { url: 'https://shop.example/b', text: 'Hats', places: [1], clicks: 1, share: 0.25 },
    ])
  })

  it('are of the link, in however many places it stands', () => {
    const links = matchLinks(
      [place('https://shop.example/a', ''), place('https://shop.example/a#top', 'Shoes')],
      [clicked('https://SHOP.example/a/', 4)],
    )
    expect(links).toMatchObject([{ text: 'Shoes', places: [0, 1], clicks: 4, share: 1 }])
  })

  it('are found with other tracking, unless that could be either of two', () => {
    const one = matchLinks(
      [place('https://shop.example/a?utm_source=x')],
      [clicked('http://shop.example/a?utm_source=x&id=7', 2)],
    )
    expect(brief(one)).toEqual([['https://shop.example/a?utm_source=x', '0', 2]])
    const two = matchLinks(
      [place('https://shop.example/p?id=1'), place('https://shop.example/p?id=2')],
      [clicked('https://shop.example/p?id=1', 5), clicked('https://shop.example/p?id=3', 2)],
    )
    expect(brief(two)).toEqual([
      ['https://shop.example/p?id=1', '0', 5],
      ['https://shop.example/p?id=2', '1', 0],
      ['https://shop.example/p?id=3', '', 2],
    ])
  })

  it('that are on nothing in the mail are listed after it, most first, and counted in every share', () => {
    const links = matchLinks(
      [place('https://shop.example/a')],
      [clicked('https://x.example/1', 1), clicked('', 2), clicked('https://shop.example/a', 1)],
    )
    expect(links.map(({ url, share }) => [url, share])).toEqual([
      ['https://shop.example/a', 0.25],
      ['', 0.5],
      ['https://x.example/1', 0.25],
    ])
  })

  it('are unknown, not zero, where nobody has clicked', () => {
    expect(matchLinks([place('https://shop.example/a')], [])).toMatchObject([
      { clicks: 0, share: null },
    ])
  })

  it('are never on what is no web link, nor on what cannot be read', () => {
    const places = ['mailto:a@b.example', 'javascript:alert(1)', '#top', '', 'https://'].map(
      (href) => place(href),
    )
    expect(brief(matchLinks(places, [clicked('javascript:alert(1)', 1)]))).toEqual([
      ['https://', '4', 0],
      ['javascript:alert(1)', '', 1],
    ])
  })
})
