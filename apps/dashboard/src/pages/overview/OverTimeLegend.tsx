import { Tooltip } from '@mantine/core'
import { formatCount } from '../../format/numbers.ts'
import { MetricCard } from '../../kit/MetricCard.tsx'
import './OverTimeLegend.css'
import type { TimeColumn } from './over-time-column.ts'
import { totalOf } from './over-time-points.ts'
import type { Point } from './over-time-points.ts'
import type { TimeMetric } from './questions.ts'

interface Props {
  readonly columns: readonly TimeColumn[]
  readonly points: readonly Point[]
  readonly shown: readonly TimeMetric[]
  readonly onChange: (shown: readonly TimeMetric[]) => void
}

/** Totals, colours and switches in one. The last one shown cannot be switched off. */
export function OverTimeLegend({ columns, points, shown, onChange }: Props) {
  const toggle = (metric: TimeMetric) => {
    const rest = shown.filter((other) => other !== metric)
    if (rest.length > 0) onChange(rest.length < shown.length ? rest : [...shown, metric])
  }
  return (
    <div className="over-time-legend" role="group" aria-label="Shown in the chart">
      {columns.map(({ metric, title, column }) => (
        <Tooltip
          key={metric}
          label={<MetricCard column={column} />}
          multiline
          w={300}
          position="bottom-start"
          events={{ hover: true, focus: true, touch: false }}
          openDelay={400}
          classNames={{ tooltip: 'definition-card' }}
        >
          <button
            type="button"
            className="plain"
            aria-pressed={shown.includes(metric)}
            onClick={() => toggle(metric)}
          >
            <span
              className="over-time-legend-swatch"
              style={{ background: `var(--ag-${metric})` }}
              aria-hidden
            />
            {title} <strong>{formatCount(totalOf(points, metric))}</strong>
          </button>
        </Tooltip>
      ))}
    </div>
  )
}
