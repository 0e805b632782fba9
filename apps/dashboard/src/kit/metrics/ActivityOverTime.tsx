import type { Filter } from '@airgraph/domain/filter.ts'
import type { MetricName } from '@airgraph/domain/question.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { useMemo, useState } from 'react'
import { formatShort } from '../../format/numbers.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { Answered } from '../Answered.tsx'
import { ChartSkeleton } from '../chart/ChartSkeleton.tsx'
import { seriesOf } from '../chart/series.ts'
import { TableToggle } from '../chart/TableToggle.tsx'
import { TimeChart } from '../chart/TimeChart.tsx'
import { timeCsv } from '../chart/TimeTable.tsx'
import { isSilent, metricSeries, overTime } from './time.ts'
import { Nothing } from '../Nothing.tsx'
import { TileFrame } from '../TileFrame.tsx'
import { useAnswer } from '../use-answer.ts'
import { useToday } from '../use-today.ts'
import type { BucketGrain, Period } from '../../time/period.ts'

const grainWords = { day: 'By day', week: 'By week' }
const pointTitles = { day: 'Day', week: 'Week of' }

interface Props {
  readonly question: Period & {
    readonly type: 'metrics'
    readonly metrics: MetricName[]
    readonly engagement: EngagementFilter
    readonly grain: BucketGrain
    readonly where?: Filter
  }
  readonly className?: string
}

/** Mail goes out by the ten thousand and is clicked by the dozen: on one scale the clicks would lie flat. */
export function ActivityOverTime({ question, className = '' }: Props) {
  const calendar = useWorkspaceNow()
  const today = useToday(calendar)
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
      className={className}
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
