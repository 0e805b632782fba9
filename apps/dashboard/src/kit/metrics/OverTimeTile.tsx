import type { MetricsAnswer } from '@airgraph/domain/answer.ts'
import type { Filter } from '@airgraph/domain/filter.ts'
import type { MetricName } from '@airgraph/domain/question.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { useMemo, useState } from 'react'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatShort, formatShortMoney } from '../../format/numbers.ts'
import type { Colours } from '../../theme/tokens.ts'
import type { BucketGrain, Period } from '../../time/period.ts'
import { Answered } from '../Answered.tsx'
import { ChartSkeleton } from '../chart/ChartSkeleton.tsx'
import { seriesOf } from '../chart/series.ts'
import type { Panel, Series } from '../chart/series.ts'
import { TableToggle } from '../chart/TableToggle.tsx'
import { TimeChart } from '../chart/TimeChart.tsx'
import { timeCsv } from '../chart/TimeTable.tsx'
import { Nothing } from '../Nothing.tsx'
import { TileFrame } from '../TileFrame.tsx'
import { useAnswer } from '../use-answer.ts'
import { useToday } from '../use-today.ts'
import { isSilent, metricSeries, overTime } from './time.ts'
import type { OverTime } from './time.ts'

/** What shares a scale, and how each of it is drawn. */
export interface Drawing {
  readonly weight: number
  readonly metrics: readonly {
    readonly metric: MetricName
    readonly colour: keyof Colours
    readonly shape: Series['shape']
  }[]
}

interface Props {
  readonly title: string
  readonly testId: string
  readonly className?: string
  readonly question: Period & {
    readonly type: 'metrics'
    readonly metrics: MetricName[]
    readonly engagement: EngagementFilter
    readonly grain: BucketGrain
    readonly where?: Filter
  }
  /** Must not change from one rendering to the next. */
  readonly drawn: readonly Drawing[]
}

const grainWords = { day: 'By day', week: 'By week' }
const pointTitles = { day: 'Day', week: 'Week of' }

/** A question of metrics over time, as a chart or as a table. */
export function OverTimeTile({ title, testId, className = '', question, drawn }: Props) {
  const calendar = useWorkspaceNow()
  const today = useToday(calendar)
  const answered = useAnswer(question)
  const [asTable, setAsTable] = useState(false)
  const { data } = answered
  const chart = useMemo(() => {
    if (data === undefined) return null
    const { question: asked, answer } = data
    const over = overTime(asked, answer, calendar, today)
    return {
      points: over.points,
      pointTitle: pointTitles[asked.grain],
      panels: drawn.map((drawing) => panelOf(drawing, over, answer, asked.engagement)),
    }
  }, [data, drawn, calendar, today])
  return (
    <TileFrame
      className={className}
      title={title}
      subtitle={`${grainWords[question.grain]}, when it happened`}
      tools={<TableToggle pressed={asTable} onToggle={() => setAsTable(!asTable)} />}
      menu={{
        question,
        provenance: data?.answer,
        csv: chart ? () => timeCsv({ ...chart, series: seriesOf(chart.panels) }) : undefined,
      }}
      outdated={answered.isPlaceholderData}
      notes={data?.answer.notes}
      testId={testId}
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

function panelOf(
  { weight, metrics }: Drawing,
  over: OverTime,
  answer: MetricsAnswer,
  engagement: EngagementFilter,
): Panel {
  const series = metrics.flatMap(({ metric, colour, shape }) => {
    const column = answer.columns.find((one) => one.metric === metric)
    return column
      ? [metricSeries(over, column, { colour, shape, engagement, provenance: answer })]
      : []
  })
  const currency = answer.columns.find(({ metric }) => metric === metrics[0]?.metric)?.currency
  return {
    weight,
    series,
    whole: currency === undefined,
    format: (value) =>
      currency === undefined ? formatShort(value) : formatShortMoney(value, currency),
  }
}
