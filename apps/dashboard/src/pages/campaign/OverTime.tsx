import { useMemo, useState } from 'react'
import { formatShort } from '../../format/numbers.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { Answered } from '../../kit/Answered.tsx'
import { ChartSkeleton } from '../../kit/chart/ChartSkeleton.tsx'
import { TableToggle } from '../../kit/chart/TableToggle.tsx'
import { TimeChart } from '../../kit/chart/TimeChart.tsx'
import { timeCsv } from '../../kit/chart/TimeTable.tsx'
import { ActivityOverTime } from '../../kit/metrics/ActivityOverTime.tsx'
import { isSilent } from '../../kit/metrics/time.ts'
import { Nothing } from '../../kit/Nothing.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import type { LocalDay } from '../../time/local-day.ts'
import type { Scope } from '../../url/scope.ts'
import { overTimeQuestion, sentQuestion, sinceSentQuestion } from './questions.ts'
import { sinceSent } from './since-sent.ts'
import { wentOut } from './went-out.ts'

interface Props {
  readonly scope: Scope
  readonly campaign: string
}

/** Hours since it went out for what went out at once, days for what goes out as people come. */
export function OverTime({ scope, campaign }: Props) {
  const { timeZone } = useWorkspaceNow()
  const { data } = useAnswer(sentQuestion(scope, campaign))
  const out = data && wentOut(data.answer.rows, timeZone)
  return out?.atOnce ? (
    <SinceSent scope={scope} campaign={campaign} firstDay={out.first} />
  ) : (
    <ActivityOverTime className="tiles-wide" question={overTimeQuestion(scope, campaign)} />
  )
}

function SinceSent({ scope, campaign, firstDay }: Props & { readonly firstDay: LocalDay }) {
  const question = sinceSentQuestion(scope, campaign, firstDay)
  const answered = useAnswer(question)
  const [asTable, setAsTable] = useState(false)
  const { data } = answered
  const since = useMemo(() => data && sinceSent(data.answer, data.question.engagement), [data])
  const panels = useMemo(
    () =>
      since
        ? [{ series: since.series, weight: 1, whole: true, format: (n: number) => formatShort(n) }]
        : [],
    [since],
  )
  return (
    <TileFrame
      className="tiles-wide"
      title="Since it went out"
      subtitle="Messages opened and clicked for the first time, added up by the hour"
      tools={<TableToggle pressed={asTable} onToggle={() => setAsTable(!asTable)} />}
      outdated={answered.isPlaceholderData}
      notes={data?.answer.notes}
      testId="chart-since-sent"
      menu={{
        question,
        provenance: data?.answer,
        csv: since ? () => timeCsv({ ...since, pointTitle: 'Hour' }) : undefined,
      }}
    >
      <Answered of={answered} skeleton={<ChartSkeleton />}>
        {() =>
          !since || isSilent(since.series) ? (
            <Nothing>Nobody has opened or clicked it yet.</Nothing>
          ) : (
            <TimeChart points={since.points} panels={panels} asTable={asTable} pointTitle="Hour" />
          )
        }
      </Answered>
    </TileFrame>
  )
}
