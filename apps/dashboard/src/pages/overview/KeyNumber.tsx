import type { Column, Measured } from '@airgraph/domain/answer.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { metricTitle } from '../../format/metric-title.ts'
import { formatInterval, formatValue } from '../../format/numbers.ts'
import { Change } from '../../kit/Change.tsx'
import { Definition } from '../../kit/Definition.tsx'
import { MetricCard } from '../../kit/MetricCard.tsx'
import './KeyNumber.css'
import { betterOf } from './better-of.ts'

interface Props {
  readonly column: Column
  readonly measured: Measured
  readonly engagement: EngagementFilter
}

export function KeyNumber({ column, measured, engagement }: Props) {
  const interval = formatInterval(measured)
  return (
    <div
      className="key-number"
      data-testid={`metric-${column.metric}`}
      data-value={measured.value ?? ''}
    >
      <div className="key-number-title">
        <Definition says={<MetricCard column={column} measured={measured} />}>
          {metricTitle(column, engagement)}
        </Definition>
      </div>
      <div className="key-number-value">{formatValue(measured.value, column)}</div>
      <div className="key-number-foot">
        <Change of={measured} better={betterOf(column.metric, engagement)} />
        {interval && <span className="key-number-interval">{interval}</span>}
      </div>
    </div>
  )
}
