import { useReducedMotion } from '@mantine/hooks'
import { useComputedColorScheme } from '@mantine/core'
import { useCallback, useRef } from 'react'
import { formatCount } from '../../format/numbers.ts'
import { useChart } from '../../kit/use-chart.ts'
import { colours, fonts } from '../../theme/tokens.ts'
import './OverTimeChart.css'
import type { TimeColumn } from './over-time-column.ts'
import { overTimeOption } from './over-time-option.ts'
import { totalOf } from './over-time-points.ts'
import type { Point } from './over-time-points.ts'
import { overTimeTooltip } from './over-time-tooltip.ts'
import type { TimeMetric } from './questions.ts'

interface Props {
  readonly points: readonly Point[]
  readonly columns: readonly TimeColumn[]
  readonly shown: readonly TimeMetric[]
}

/** Loaded on its own, for ECharts is larger than the rest of the page. */
export default function OverTimeChart({ points, columns, shown }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false })
  const animated = !useReducedMotion()
  const draw = useCallback(
    (height: number) => ({
      ...overTimeOption(points, shown, {
        colours: colours[scheme],
        font: fonts.text,
        height,
        animated,
      }),
      tooltip: overTimeTooltip(points, columns, shown),
    }),
    [points, columns, shown, scheme, animated],
  )
  useChart(place, draw)
  return (
    <div className="over-time-chart">
      <div ref={place} role="img" aria-label={inWords(points, columns)} />
    </div>
  )
}

const inWords = (points: readonly Point[], columns: readonly TimeColumn[]) => {
  const totals = columns.map(
    ({ metric, title }) => `${title} ${formatCount(totalOf(points, metric))}`,
  )
  return `Chart over ${points.length} points in time. In all: ${totals.join(', ')}. The numbers are under “Show as table”.`
}
