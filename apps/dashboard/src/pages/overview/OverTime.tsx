import { useMemo, useState } from 'react'
import { formatShort } from '../../format/numbers.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { Answered } from '../../kit/Answered.tsx'
import { ChartSkeleton } from '../../kit/chart/ChartSkeleton.tsx'
import { seriesOf } from '../../kit/chart/series.ts'
import { TableToggle } from '../../kit/chart/TableToggle.tsx'
import { TimeChart } from '../../kit/chart/TimeChart.tsx'
import { timeCsv } from '../../kit/chart/TimeTable.tsx'
import { isSilent, metricSeries, overTime } from '../../kit/metrics/time.ts'
import { Nothing } from '../../kit/Nothing.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import { useToday } from '../../kit/use-today.ts'
import type { Scope } from '../../url/scope.ts'
import { overTimeQuestion } from './questions.ts'

const grainWords = { day: 'By day', week: 'By week' }
const pointTitles = { day: 'Day', week: 'Week of' }

/** Mail goes out by the ten thousand and is clicked by the dozen: on one scale the clicks would lie flat. */
export function OverTime({ scope }: { readonly scope: Scope }) {
  const calendar = useWorkspaceNow()
  const today = useToday(calendar)
  const question = overTimeQuestion(scope)
  const answered = useAnswer(question)
  const [asTable, setAsTable] = useState(false)
  const { data } = answered
  const chart = useMemo(() => {
    if (data === undefined) return null
    const { question: asked, answer } = data
    const over = overTime(asked, answer, calendar, today)
    const drawn = { engagement: asked.engagement, provenance: answer }
    const [sent, opens, clicks] = answer.columns
    if (!sent || !opens || !clicks) return null
    const count = { format: (value: number) => formatShort(value), whole: true }
    return {
      points: over.points,
      pointTitle: pointTitles[asked.grain],
      panels: [
        {
          ...count,
          weight: 2,
          series: [metricSeries(over, sent, { ...drawn, colour: 'sent', shape: 'bars' })],
        },
        {
          ...count,
          weight: 5,
          series: [
            metricSeries(over, opens, { ...drawn, colour: 'opens', shape: 'area' }),
            metricSeries(over, clicks, { ...drawn, colour: 'clicks', shape: 'line' }),
          ],
        },
      ],
    }
  }, [data, calendar, today])
  return (
    <TileFrame
      title="Over time"
      subtitle={`${grainWords[question.grain]}, when it happened`}
      tools={<TableToggle pressed={asTable} onToggle={() => setAsTable(!asTable)} />}
      menu={{
        question,
        provenance: data?.answer,
        csv: chart ? () => timeCsv({ ...chart, series: seriesOf(chart.panels) }) : undefined,
      }}
      outdated={answered.isPlaceholderData}
      notes={data?.answer.notes}
      testId="chart-over-time"
    >
      <Answered of={answered} skeleton={<ChartSkeleton />}>
        {() =>
          chart === null || isSilent(seriesOf(chart.panels)) ? (
            <Nothing>Nothing happened in this period. Choose a longer one.</Nothing>
          ) : (
            <TimeChart {...chart} asTable={asTable} />
          )
        }
      </Answered>
    </TileFrame>
  )
}
