import type { Column } from '@airgraph/domain/answer.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { Button, Skeleton } from '@mantine/core'
import { IconChartLine, IconTable } from '@tabler/icons-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { metricTitle } from '../../format/metric-title.ts'
import { Problem } from '../../kit/Problem.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import { bucketsOf } from '../../time/buckets.ts'
import type { LocalDay } from '../../time/local-day.ts'
import type { Calendar } from '../../time/period.ts'
import './OverTime.css'
import { OverTimeLegend } from './OverTimeLegend.tsx'
import { isSilent, pointsOf } from './over-time-points.ts'
import { OverTimeTable } from './OverTimeTable.tsx'
import { overTimeQuestion, timeMetrics } from './questions.ts'
import type { Scope, TimeMetric } from './questions.ts'

const OverTimeChart = lazy(() => import('./OverTimeChart.tsx'))

interface Props {
  readonly scope: Scope
  readonly calendar: Calendar
  readonly today: LocalDay
}

const grainWords = { day: 'By day', week: 'By week' }

export function OverTime({ scope, calendar, today }: Props) {
  const { data, error, isPlaceholderData, refetch } = useAnswer(overTimeQuestion(scope))
  const [asTable, setAsTable] = useState(false)
  const [shown, setShown] = useState<readonly TimeMetric[]>(timeMetrics)
  const points = useMemo(() => {
    if (!data) return []
    const { from, to, grain } = data.question
    return pointsOf(
      data.answer.rows,
      bucketsOf({ from, to }, grain, calendar, today),
      grain,
      calendar,
    )
  }, [data, calendar, today])
  const columns = useMemo(
    () => data && columnsOf(data.answer.columns, data.question.engagement),
    [data],
  )
  return (
    <TileFrame
      title="Over time"
      subtitle={data && `${grainWords[data.question.grain]}, when it happened`}
      tools={<TableToggle pressed={asTable} onToggle={() => setAsTable(!asTable)} />}
      outdated={isPlaceholderData}
      notes={data?.answer.notes}
      testId="chart-over-time"
    >
      {!data && error && <Problem of={error} onRetry={() => void refetch()} />}
      {!data && !error && <ChartSkeleton />}
      {columns && (
        <OverTimeLegend columns={columns} points={points} shown={shown} onChange={setShown} />
      )}
      {columns && asTable && (
        <OverTimeTable points={points} columns={columns} grain={data?.question.grain ?? 'day'} />
      )}
      {columns && !asTable && (
        <Suspense fallback={<ChartSkeleton />}>
          <OverTimeChart points={points} columns={columns} shown={shown} />
        </Suspense>
      )}
      {columns && isSilent(points) && (
        <p className="over-time-silent">Nothing happened in this period.</p>
      )}
    </TileFrame>
  )
}

const columnsOf = (columns: readonly Column[], engagement: EngagementFilter) =>
  columns.map((column) => ({
    metric: column.metric as TimeMetric,
    title: metricTitle(column, engagement),
    column,
  }))

interface ToggleProps {
  readonly pressed: boolean
  readonly onToggle: () => void
}

const TableToggle = ({ pressed, onToggle }: ToggleProps) => (
  <Button
    className="no-print"
    variant="default"
    size="compact-xs"
    leftSection={pressed ? <IconChartLine size={14} /> : <IconTable size={14} />}
    onClick={onToggle}
  >
    {pressed ? 'Show as chart' : 'Show as table'}
  </Button>
)

const ChartSkeleton = () => (
  <div className="over-time-skeleton">
    <Skeleton height="100%" />
  </div>
)
