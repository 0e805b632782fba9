import { formatCount, formatRatio } from '../../format/numbers.ts'
import './ClassBar.css'
import { classWords } from './class-words.ts'
import { countOf } from './engagement-shares.ts'
import type { Share } from './engagement-shares.ts'

interface Props {
  readonly title: string
  readonly shares: readonly Share[]
}

const inWords = ({ class: name, ratio }: Share) =>
  `${classWords[name].title} ${formatRatio(ratio ?? 0)}`

/** A whole and its parts. */
export function ClassBar({ title, shares }: Props) {
  const present = shares.filter(({ count }) => count > 0)
  return (
    <div className="class-bar">
      <div className="class-bar-title">
        <span>{title}</span>
        <span>{formatCount(countOf(shares))}</span>
      </div>
      <div
        className="class-bar-parts"
        role="img"
        aria-label={`${title}: ${present.map(inWords).join(', ') || 'none'}`}
      >
        {present.map((share) => (
          <span
            key={share.class}
            title={`${inWords(share)} (${formatCount(share.count)})`}
            style={{ flexGrow: share.count, background: `var(--ag-${share.class})` }}
          />
        ))}
      </div>
    </div>
  )
}
