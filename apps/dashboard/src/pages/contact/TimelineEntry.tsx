import type { EngagementClass } from '@airgraph/domain/verdict.ts'
import { Link } from '@tanstack/react-router'
import { formatClock } from '../../format/moments.ts'
import { formatMoney, formatRatio } from '../../format/numbers.ts'
import { classWords } from '../../kit/engagement/class-words.ts'
import { useScopeSearch } from '../../url/use-view.ts'
import { kindWords } from '../../words/kinds.ts'
import './Timeline.css'
import type { JourneyEvent } from './timeline.ts'

interface Props {
  readonly event: JourneyEvent
  readonly timeZone: string
  readonly reasons: ReadonlyMap<string, string>
}

export const TimelineEntry = ({ event, timeZone, reasons }: Props) => (
  <li>
    <time dateTime={event.occurredAt}>{formatClock(event.occurredAt, timeZone)}</time>
    <div>
      <div className="timeline-what">
        <strong>{event.name ?? kindWords[event.kind] ?? event.kind}</strong>
        {event.campaignId && <Campaign of={event.campaignId} />}
        {event.money && (
          <span className="timeline-money">
            {formatMoney(event.money.amount, event.money.currency, { rounded: false })}
          </span>
        )}
      </div>
      {event.url && <div className="timeline-detail">{event.url}</div>}
      {event.bounce && (
        <div className="timeline-detail">
          {event.bounce.class}, {event.bounce.reason}
          {event.bounce.detail && `: ${event.bounce.detail}`}
        </div>
      )}
      {event.engagement && <Verdict of={event.engagement} reasons={reasons} />}
      <div className="timeline-source">
        {[event.client, `told by ${event.source}`].filter(Boolean).join(' · ')}
      </div>
    </div>
  </li>
)

function Campaign({ of }: { readonly of: string }) {
  const search = useScopeSearch()
  return (
    <Link to="/campaigns/$campaign" params={{ campaign: of }} search={search}>
      {of}
    </Link>
  )
}

interface VerdictProps {
  readonly of: NonNullable<JourneyEvent['engagement']>
  readonly reasons: ReadonlyMap<string, string>
}

/** Whose it was, how sure that is, and everything that spoke for or against it. */
function Verdict({ of, reasons }: VerdictProps) {
  const name = of.class as EngagementClass
  return (
    <details className="timeline-verdict">
      <summary>
        <span className="timeline-swatch" style={{ background: `var(--ag-${name})` }} aria-hidden />
        {classWords[name].title}, {formatRatio(of.confidence, { digits: 0 })} sure
      </summary>
      <p>
        {classWords[name].means} A person caused it with a probability of{' '}
        {formatRatio(of.humanProbability, { digits: 0 })} (classifier {of.classifierVersion}).
      </p>
      <ul>
        {of.reasons.map((reason) => (
          <li key={reason}>
            {reasons.get(reason) ?? reason} <code>{reason}</code>
          </li>
        ))}
      </ul>
    </details>
  )
}
