import type { LiveState } from '../api/live.ts'
import { formatAge, formatMoment } from '../format/moments.ts'
import './LastEvent.css'
import { useNow } from './use-now.ts'

interface Props {
  /** When the newest event was received. */
  readonly at: string | null
  readonly timeZone: string
  readonly live: LiveState
}

const says: Record<LiveState, string> = {
  connecting: 'Connecting to the live stream',
  live: 'Live: the page moves as events arrive',
  down: 'The live stream is down. This page asks again every 15 seconds and tries to reconnect.',
  paused: 'Live updates are paused: the page stands still until they go on',
}

/** The dot beats once for every arrival. */
export function LastEvent({ at, timeZone, live }: Props) {
  const now = useNow(1_000)
  return (
    <div className={`last-event last-event-${live}`} title={says[live]} data-live={live}>
      <span className="last-event-dot" key={at} aria-hidden />
      <span className="hidden-visually">{says[live]}.</span>
      <span data-testid="last-event" data-received-at={at ?? ''}>
        {at === null ? (
          'No events yet'
        ) : (
          <>
            <span className="last-event-words">Last event received </span>
            <time dateTime={at} title={formatMoment(at, timeZone)}>
              {formatAge(at, now)}
            </time>
          </>
        )}
      </span>
      {live === 'down' && <span className="last-event-stale">not live</span>}
      {live === 'paused' && <span className="last-event-stale">paused</span>}
    </div>
  )
}
