/** What the mail's HTML says of one place that can be clicked. */
export interface Place {
  readonly href: string
  /** What a reader sees there. */
  readonly text: string
}

/** Clicks on one link, as events name it; an empty `url` where they do not. */
export interface Clicked {
  readonly url: string
  readonly clicks: number
}

/** A link, the clicks on it, and where in the mail it stands: the same link may stand in several places. */
export interface MatchedLink {
  readonly url: string
  /** Of the first place; empty for what stands nowhere in the HTML. */
  readonly text: string
  /** Numbers of places, in the order of the mail. */
  readonly places: readonly number[]
  readonly clicks: number
  /** Of all clicks; `null` where there are none. */
  readonly share: number | null
}

const isWeb = (url: string) => /^https?:/i.test(url)

/** A link as it is the same link: without fragment, whatever case its host is written in. */
function exactly(url: string): string {
  try {
    const { protocol, host, pathname, search } = new URL(url)
    return `${protocol}//${host}${pathname.replace(/\/+$/, '')}${search}`
  } catch {
    return url.trim()
  }
}

/** Senders append tracking to links: without it the page is the same. */
const page = (url: string) =>
  exactly(url)
    .replace(/\?.*$/s, '')
    .replace(/^http:/, 'https:')

/**
 * Which clicks were on which places. A link is found as it is, else without its query where only one link of the mail
 * is of that page; what is found nowhere is listed after, with what was clicked most first.
 */
export function matchLinks(
  places: readonly Place[],
  clicked: readonly Clicked[],
): readonly MatchedLink[] {
  const all = clicked.reduce((sum, { clicks }) => sum + clicks, 0)
  const shareOf = (clicks: number) => (all === 0 ? null : clicks / all)
  const links = new Map<string, { url: string; text: string; places: number[]; clicks: number }>()
  const keysOfPage = new Map<string, Set<string>>()
  places.forEach(({ href, text }, number) => {
    if (!isWeb(href)) return
    const key = exactly(href)
    const link = links.get(key) ?? { url: href, text: '', places: [], clicks: 0 }
    links.set(key, { ...link, text: link.text || text, places: [...link.places, number] })
    keysOfPage.set(page(href), (keysOfPage.get(page(href)) ?? new Set()).add(key))
  })
  const elsewhere: MatchedLink[] = []
  for (const { url, clicks } of clicked) {
    const candidates = [...(keysOfPage.get(page(url)) ?? [])]
    const link =
      links.get(exactly(url)) ?? links.get((candidates.length === 1 && candidates[0]) || '')
    if (link) link.clicks += clicks
    else if (clicks > 0)
      elsewhere.push({ url, text: '', places: [], clicks, share: shareOf(clicks) })
  }
  const found = [...links.values()].map((link) => ({ ...link, share: shareOf(link.clicks) }))
  return [...found, ...elsewhere.toSorted((a, b) => b.clicks - a.clicks)]
}
