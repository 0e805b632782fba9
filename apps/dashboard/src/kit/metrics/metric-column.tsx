import type { Column, Measured, MetricsRow, Provenance } from '@airgraph/domain/answer.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { metricTitle } from '../../format/metric-title.ts'
import { formatInterval, formatValue, majorUnits, precisionOf } from '../../format/numbers.ts'
import { MetricCard } from '../MetricCard.tsx'
import type { TableColumn } from '../table/column.ts'

const unmeasured: Measured = { value: null }

interface Of {
  readonly rows: readonly MetricsRow[]
  readonly engagement: EngagementFilter
  readonly provenance?: Provenance
}

/** A metric as a column: one precision for all that stands under each other. */
export function metricColumn(
  column: Column,
  { rows, engagement, provenance }: Of,
): TableColumn<MetricsRow> {
  const measured = (row: MetricsRow) => row.values[column.metric] ?? unmeasured
  const precision = precisionOf(
    rows.map((row) => measured(row).value),
    column,
  )
  return {
    id: column.metric,
    title: metricTitle(column, engagement),
    says: <MetricCard column={column} engagement={engagement} provenance={provenance} />,
    kind: 'number',
    value: (row) => majorUnits(measured(row).value, column),
    cell: (row) => formatValue(measured(row).value, column, precision),
    hint: (row) => {
      const interval = formatInterval(measured(row))
      return interval ? `${interval} at 95 %` : undefined
    },
  }
}
