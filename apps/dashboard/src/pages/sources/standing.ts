import type { Esp, Source } from './use-sources.ts'

type Known = Pick<
  Source,
  'secrets' | 'firstEventAt' | 'lastEventAt' | 'lastError' | 'lastErrorAt'
> & {
  readonly newest?: Source['newest'] | undefined
}

/** How it stands with a source, in the order in which somebody has to do something about it. */
export type Standing =
  | { readonly is: 'without-key' }
  | { readonly is: 'refused'; readonly said: string; readonly at: string; readonly todo: string }
  | { readonly is: 'waiting' }
  | { readonly is: 'reporting'; readonly at: string }

export function standingOf(source: Known, esp: Esp | undefined): Standing {
  const at = newestOf(source)
  if (esp?.secretRequired && source.secrets === 0) return { is: 'without-key' }
  const { lastError, lastErrorAt } = source
  if (lastError !== null && lastErrorAt !== null && isAfter(lastErrorAt, at))
    return { is: 'refused', said: lastError, at: lastErrorAt, todo: todoAbout(lastError, esp) }
  return at === null ? { is: 'waiting' } : { is: 'reporting', at }
}

/** What is noted beside the source is up to a minute old. */
function newestOf({ lastEventAt, newest }: Known): string | null {
  const known = [lastEventAt, newest?.receivedAt ?? null].filter((at) => at !== null)
  return known.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null
}

const isAfter = (at: string, before: string | null) =>
  before === null || Date.parse(at) > Date.parse(before)

function todoAbout(said: string, esp: Esp | undefined): string {
  const title = esp?.title ?? 'the service'
  if (said.includes('does not prove'))
    return `Add the right secret here; the one before it holds as well. ${esp?.secretWords ?? ''}`.trim()
  if (said.includes('signed too long ago'))
    return `See whether the clock of this server is right. If it is, nothing is to be done: a copy of an old request was turned away.`
  return `See that the URL is pasted into ${title} and nowhere else. If it is, ${title} has begun to send something new: please report the words above.`
}
