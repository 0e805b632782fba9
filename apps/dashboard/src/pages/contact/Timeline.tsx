import type { listReasons } from '@airgraph/contract/reasons.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '../../api/api.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatLongDay } from '../../format/moments.ts'
import { Answered } from '../../kit/Answered.tsx'
import { Nothing } from '../../kit/Nothing.tsx'
import { Select } from '../../kit/Select.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import { oneOf } from '../../url/fields.ts'
import { useView } from '../../url/use-view.ts'
import { journeyQuestion } from './questions.ts'
import './Timeline.css'
import { byDay } from './timeline.ts'
import { TimelineEntry } from './TimelineEntry.tsx'

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
                      <TimelineEntry
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
