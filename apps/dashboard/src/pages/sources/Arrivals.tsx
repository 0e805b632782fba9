import { IconAlertTriangle, IconCircleCheck, IconKey, IconLoader2 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatAge, formatMoment } from '../../format/moments.ts'
import { formatCount } from '../../format/numbers.ts'
import { useNow } from '../../kit/use-now.ts'
import { kindWords } from '../../words/kinds.ts'
import './Arrivals.css'
import { type Standing, standingOf } from './standing.ts'
import type { Esp, Source } from './use-sources.ts'

interface Props {
  readonly source: Source
  readonly esp: Esp | undefined
}

/** What comes of it, as it comes: waiting, refused with what to do, or received. */
export function Arrivals({ source, esp }: Props) {
  const standing = standingOf(source, esp)
  return (
    <div className="arrivals" data-standing={standing.is} data-testid="arrivals" role="status">
      {standing.is === 'reporting' ? (
        <Received source={source} at={standing.at} />
      ) : (
        <NotYet standing={standing} source={source} esp={esp} />
      )}
    </div>
  )
}

function Received({ source, at }: { readonly source: Source; readonly at: string }) {
  const { timeZone } = useWorkspaceNow()
  const now = useNow(1_000)
  const { newest, eventsLastDay } = source
  return (
    <Line icon={<IconCircleCheck size={22} aria-hidden className="arrivals-good" />}>
      <strong>
        Received: {newest === null ? 'an event' : `“${kindWords[newest.kind] ?? newest.kind}”`},{' '}
        <span title={formatMoment(at, timeZone)}>{formatAge(at, now)}</span>
      </strong>
      <p>
        {formatCount(eventsLastDay)} {eventsLastDay === 1 ? 'event' : 'events'} in the last 24 hours
        {source.firstEventAt !== null &&
          `; the first ever came ${formatMoment(source.firstEventAt, timeZone)}`}
        .
      </p>
    </Line>
  )
}

interface NotYetProps extends Props {
  readonly standing: Exclude<Standing, { is: 'reporting' }>
}

function NotYet({ standing, source, esp }: NotYetProps) {
  const now = useNow(1_000)
  const title = esp?.title ?? source.esp
  if (standing.is === 'without-key')
    return (
      <Line icon={<IconKey size={22} aria-hidden className="arrivals-warning" />}>
        <strong>The secret is missing</strong>
        <p>
          {title} signs what it sends. Until you enter the secret here, nothing of it is accepted.
        </p>
      </Line>
    )
  if (standing.is === 'refused')
    return (
      <Line icon={<IconAlertTriangle size={22} aria-hidden className="arrivals-bad" />}>
        <strong>Something came, {formatAge(standing.at, now)}, and was refused</strong>
        <p>{standing.said}</p>
        <p className="arrivals-todo">{standing.todo}</p>
      </Line>
    )
  return (
    <Line icon={<IconLoader2 size={22} aria-hidden className="arrivals-waiting" />}>
      <strong>Waiting for the first event …</strong>
      <p>This turns green by itself within seconds of it.</p>
    </Line>
  )
}

const Line = ({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) => (
  <>
    {icon}
    <div>{children}</div>
  </>
)
