import type { Column, Measured, Provenance } from '@airgraph/domain/answer.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { metricTitle } from '../../format/metric-title.ts'
import { formatInterval, formatValue } from '../../format/numbers.ts'
import { Change } from '../Change.tsx'
import { Definition } from '../Definition.tsx'
import { MetricCard } from '../MetricCard.tsx'
import './KeyNumber.css'
import { betterOf } from './better-of.ts'

interface Props {
  readonly column: Column
  readonly measured: Measured
  readonly engagement: EngagementFilter
  readonly compares: boolean
  readonly provenance: Provenance
}

export function KeyNumber({ column, measured, engagement, compares, provenance }: Props) {
  const interval = formatInterval(measured)
  const card = (
    <MetricCard
      column={column}
      measured={measured}
      engagement={engagement}
      provenance={provenance}
    />
  )
  return (
    <div
      className="key-number"
      data-testid={`metric-${column.metric}`}
      data-value={measured.value ?? ''}
    >
      <div className="key-number-title">
        <Definition says={card}>{metricTitle(column, engagement)}</Definition>
      </div>
      <div className="key-number-value">{formatValue(measured.value, column)}</div>
      <div className="key-number-foot">
        {compares && <Change of={measured} better={betterOf(column.metric, engagement)} />}
        {interval && <span className="key-number-interval">{interval}</span>}
      </div>
    </div>
  )
}
