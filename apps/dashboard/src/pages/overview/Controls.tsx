import { SegmentedControl } from '@mantine/core'
import { formatPeriod } from '../../format/moments.ts'
import { previousOf } from '../../time/period.ts'
import type { Period } from '../../time/period.ts'
import './Controls.css'
import type { View } from './view.ts'

interface Props {
  readonly view: View
  readonly period: Period
  readonly onChange: (part: Partial<View>) => void
}

const ranges = [
  { value: '7d' as const, label: '7 days' },
  { value: '30d' as const, label: '30 days' },
  { value: '90d' as const, label: '90 days' },
  { value: '6m' as const, label: '6 months' },
]

const engagements = [
  { value: 'human' as const, label: 'Human' },
  { value: 'all' as const, label: 'All' },
  { value: 'machine' as const, label: 'Machine' },
]

export const Controls = ({ view, period, onChange }: Props) => (
  <div className="controls">
    <div className="controls-period">
      <h1>Overview</h1>
      <p>
        <span>{formatPeriod(period)}</span>{' '}
        <span className="controls-compared">compared with {formatPeriod(previousOf(period))}</span>
      </p>
    </div>
    <div className="controls-choices no-print">
      <div className="controls-choice">
        <span id="controls-engagement">Opens and clicks</span>
        <SegmentedControl
          aria-labelledby="controls-engagement"
          size="xs"
          data={engagements}
          value={view.engagement}
          onChange={(engagement) => onChange({ engagement })}
        />
      </div>
      <div className="controls-choice">
        <span id="controls-range" className="hidden-visually">
          Period
        </span>
        <SegmentedControl
          aria-labelledby="controls-range"
          size="xs"
          data={ranges}
          value={view.range}
          onChange={(range) => onChange({ range })}
        />
      </div>
    </div>
  </div>
)
