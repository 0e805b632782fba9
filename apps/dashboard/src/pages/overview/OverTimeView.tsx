import type { Column, MetricsAnswer } from '@airgraph/domain/answer.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { lazy, Suspense, useMemo, useState } from 'react'
import { metricTitle } from '../../format/metric-title.ts'
import { bucketsOf } from '../../time/buckets.ts'
import type { LocalDay } from '../../time/local-day.ts'
import type { Calendar } from '../../time/period.ts'
import { OverTimeLegend } from './OverTimeLegend.tsx'
import { isSilent, pointsOf } from './over-time-points.ts'
import { OverTimeSkeleton } from './OverTimeSkeleton.tsx'
import { OverTimeTable } from './OverTimeTable.tsx'
import './OverTimeView.css'
import { timeMetrics } from './questions.ts'
import type { OverTimeQuestion, TimeMetric } from './questions.ts'

const OverTimeChart = lazy(() => import('./OverTimeChart.tsx'))

interface Props {
  readonly of: { readonly question: OverTimeQuestion; readonly answer: MetricsAnswer }
  readonly calendar: Calendar
  readonly today: LocalDay
  readonly asTable: boolean
}

export function OverTimeView({ of: { question, answer }, calendar, today, asTable }: Props) {
  const [shown, setShown] = useState<readonly TimeMetric[]>(timeMetrics)
  const points = useMemo(() => {
    const buckets = bucketsOf(question, question.grain, calendar, today)
    return pointsOf(answer.rows, buckets, question.grain, calendar)
  }, [question, answer, calendar, today])
  const columns = useMemo(() => columnsOf(answer.columns, question.engagement), [question, answer])
  if (isSilent(points)) return <p className="over-time-silent">Nothing happened in this period.</p>
  return (
    <>
      <OverTimeLegend columns={columns} points={points} shown={shown} onChange={setShown} />
      {asTable ? (
        <OverTimeTable points={points} columns={columns} grain={question.grain} />
      ) : (
        <Suspense fallback={<OverTimeSkeleton />}>
          <OverTimeChart points={points} columns={columns} shown={shown} />
        </Suspense>
      )}
    </>
  )
}

const columnsOf = (columns: readonly Column[], engagement: EngagementFilter) =>
  columns.map((column) => ({
    metric: column.metric as TimeMetric,
    title: metricTitle(column, engagement),
    column,
  }))
