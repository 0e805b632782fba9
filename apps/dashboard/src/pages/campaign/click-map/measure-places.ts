import type { Place } from './match-links.ts'

/** Where something stands in the frame, in pixels. */
interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Measured {
  readonly height: number
  readonly places: readonly (Place & { readonly box: Box })[]
}

/** A mail may claim any height: above this the frame is scrolled. */
const highest = 6_000

/** What can be clicked in the document, and where. */
export function measurePlaces(mail: Document): Measured {
  const places = [...mail.querySelectorAll('a[href], area[href]')].map((link) => ({
    href: link.getAttribute('href') ?? '',
    text: wordsOf(link),
    box: boxOf(link),
  }))
  const { scrollHeight } = mail.documentElement
  return { height: Math.min(highest, Math.max(scrollHeight, 120)), places }
}

const wordsOf = (link: Element) => {
  const text = (link.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
  return (text || link.querySelector('[alt]')?.getAttribute('alt') || '').slice(0, 120)
}

/** Around all that it shows: an inline link is lower than the picture in it. */
function boxOf(link: Element): Box {
  const boxes = [link, ...link.querySelectorAll('*')]
    .map((one) => one.getBoundingClientRect())
    .filter(({ width, height }) => width * height > 0)
  if (boxes.length === 0) return { left: 0, top: 0, width: 0, height: 0 }
  const left = Math.min(...boxes.map((box) => box.left))
  const top = Math.min(...boxes.map((box) => box.top))
  return {
    left,
    top,
    width: Math.max(...boxes.map((box) => box.right)) - left,
    height: Math.max(...boxes.map((box) => box.bottom)) - top,
  }
}
