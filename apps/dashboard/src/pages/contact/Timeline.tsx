import type { listReasons } from '@airgraph/contract/reasons.ts'
import type { EngagementClass } from '@airgraph/domain/verdict.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useApi } from '../../api/api.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatClock, formatLongDay } from '../../format/moments.ts'
import { formatMoney, formatRatio } from '../../format/numbers.ts'
import { Answered } from '../../kit/Answered.tsx'
import { classWords } from '../../kit/engagement/class-words.ts'
import { Nothing } from '../../kit/Nothing.tsx'
import { Select } from '../../kit/Select.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import { oneOf } from '../../url/fields.ts'
import { useScopeSearch, useView } from '../../url/use-view.ts'
import { kindWords } from '../../words/kinds.ts'
import { journeyQuestion } from './questions.ts'
import './Timeline.css'
import { byDay } from './timeline.ts'
import type { JourneyEvent } from './timeline.ts'

const shows = ['all', 'mail', 'engagement', 'money'] as const
type Shows = (typeof shows)[number]
const fields = { shows: oneOf(shows, 'all') }

const showsWords: Readonly<Record<Shows, string>> = {
  all: 'Everything',
  mail: 'Sending and delivery',
  engagement: 'Opens, clicks, replies',
  money: 'Conversions and refunds',
}
const kindsOf: Readonly<Record<Exclude<Shows, 'all'>, readonly string[]>> = {
  mail: ['accepted', 'sent', 'delivered', 'deferred', 'bounced', 'rejected', 'complained'],
  engagement: ['opened', 'clicked', 'replied', 'visited', 'unsubscribed', 'resubscribed'],
  money: ['converted', 'refunded'],
}

/** What happened to one person and what they did, with every verdict and why. */
export function Timeline({ contactId }: { readonly contactId: string }) {
  const question = journeyQuestion(contactId)
  const answered = useAnswer(question)
  const [{ shows: shown }, change] = useView(fields)
  const { timeZone } = useWorkspaceNow()
  const reasons = useReasonWords()
  const { data } = answered
  const days = useMemo(() => {
    const events = data?.answer.events ?? []
    return byDay(
      shown === 'all' ? events : events.filter(({ kind }) => kindsOf[shown].includes(kind)),
      timeZone,
    )
  }, [data, shown, timeZone])
  return (
    <TileFrame
      title="Timeline"
      testId="timeline"
      notes={data?.answer.notes}
      outdated={answered.isPlaceholderData}
      tools={
        <Select
          label="Shown in the timeline"
          words={showsWords}
          value={shown}
          onChange={(chosen) => change({ shows: chosen })}
        />
      }
      menu={{ question, provenance: data?.answer }}
    >
      <Answered of={answered} skeleton={<TableSkeleton rows={12} />}>
        {() =>
          days.length === 0 ? (
            <Nothing>There are no such events of theirs.</Nothing>
          ) : (
            <div className="timeline">
              {days.map(({ day, events }) => (
                <section key={day}>
                  <h3>{formatLongDay(day)}</h3>
                  <ol>
                    {events.map((event) => (
                      <Entry
                        key={event.eventId}
                        event={event}
                        timeZone={timeZone}
                        reasons={reasons}
                      />
                    ))}
                  </ol>
                </section>
              ))}
            </div>
          )
        }
      </Answered>
    </TileFrame>
  )
}

/** What each reason means. They change with the server only. */
function useReasonWords(): ReadonlyMap<string, string> {
  const api = useApi()
  const { data } = useQuery({
    queryKey: ['reasons'],
    queryFn: ({ signal }) => api.call<typeof listReasons>('GET /v1/reasons', { signal }),
    staleTime: Infinity,
  })
  return useMemo(() => new Map(data?.reasons.map(({ name, words }) => [name, words])), [data])
}

interface EntryProps {
  readonly event: JourneyEvent
  readonly timeZone: string
  readonly reasons: ReadonlyMap<string, string>
}

const Entry = ({ event, timeZone, reasons }: EntryProps) => (
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
    <Link to="/campaigns/$campaign" params={{ campaign: of }} search={search as never}>
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
