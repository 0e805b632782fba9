import { formatCount, formatRatio, unknown } from '../../../format/numbers.ts'
import type { MatchedLink } from './match-links.ts'

interface Props {
  readonly links: readonly MatchedLink[]
  readonly pointed: string | null
  readonly onPoint: (url: string | null) => void
}

/** The same in words: a row pointed at, or under the focus, is marked in the mail. */
export function LinkList({ links, pointed, onPoint }: Props) {
  const inMail = links.filter(({ places }) => places.length > 0)
  const elsewhere = links.filter(({ places }) => places.length === 0)
  const list = (of: readonly MatchedLink[], label: string) => (
    <ol className="link-list" aria-label={label}>
      {of.map((link) => (
        <li key={link.url}>
          <button
            type="button"
            className="plain"
            aria-pressed={link.url === pointed}
            onPointerEnter={() => onPoint(link.url)}
            onPointerLeave={() => onPoint(null)}
            onFocus={() => onPoint(link.url)}
            onBlur={() => onPoint(null)}
            onClick={() => onPoint(link.url)}
          >
            <span className="link-list-name">
              {nameOf(link)}
              <small title={link.url}>{link.url}</small>
            </span>
            <span>{formatCount(link.clicks)}</span>
            <strong>{link.share === null ? unknown : formatRatio(link.share)}</strong>
          </button>
        </li>
      ))}
    </ol>
  )
  return (
    <div className="link-lists">
      <p className="link-list-head" aria-hidden>
        <span>In the mail</span>
        <span>Clicks</span>
        <span>Share</span>
      </p>
      {inMail.length > 0 ? (
        list(inMail, 'Links in the mail')
      ) : (
        <p>There is no link in this mail.</p>
      )}
      {elsewhere.length > 0 && (
        <>
          <h3>Clicked, and not in this mail</h3>
          {list(elsewhere, 'Clicked links that are not in this mail')}
        </>
      )}
    </div>
  )
}

function nameOf({ text, url, places }: MatchedLink) {
  if (places.length === 0) return url === '' ? 'Link not told' : 'Not in the mail'
  const words = text || 'A picture'
  return places.length === 1 ? words : `${words}, in ${formatCount(places.length)} places`
}
