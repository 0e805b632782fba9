import { useComputedColorScheme } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { useCallback, useRef } from 'react'
import { colours, fonts } from '../../theme/tokens.ts'
import { seriesOf } from './series.ts'
import type { Panel, Point } from './series.ts'
import { timeOption } from './time-option.ts'
import { timeTooltip } from './time-tooltip.ts'
import './TimeCanvas.css'
import { useChart } from './use-chart.ts'

interface Props {
  readonly points: readonly Point[]
  readonly panels: readonly Panel[]
}

/** Loaded on its own, for ECharts is larger than the rest of the page. */
export default function TimeCanvas({ points, panels }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false })
  const animated = !useReducedMotion()
  const draw = useCallback(
    (height: number) => ({
      ...timeOption(points, panels, {
        colours: colours[scheme],
        font: fonts.text,
        height,
        animated,
      }),
      tooltip: timeTooltip(points, seriesOf(panels)),
    }),
    [points, panels, scheme, animated],
  )
  useChart(place, draw)
  return (
    <div className="time-canvas">
      <div ref={place} role="img" aria-label={inWords(points, panels)} />
    </div>
  )
}

const inWords = (points: readonly Point[], panels: readonly Panel[]) => {
  const totals = seriesOf(panels).map(({ title, total }) => `${title} ${total}`.trim())
  return `Chart over ${points.length} points in time. In all: ${totals.join(', ')}. The numbers are under “Show as table”.`
}
