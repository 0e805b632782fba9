import type { EChartsCoreOption } from 'echarts/core'
import { formatDay } from '../../format/moments.ts'
import { formatShort } from '../../format/numbers.ts'
import type { Colours } from '../../theme/tokens.ts'
import type { LocalDay } from '../../time/local-day.ts'
import type { Point } from './over-time-points.ts'
import type { TimeMetric } from './questions.ts'

export interface Look {
  readonly colours: Colours
  readonly font: string
  readonly height: number
  readonly animated: boolean
  readonly locale?: string | undefined
}

/** Mail goes out by the ten thousand and is clicked by the dozen: on one scale the clicks would lie flat. */
const panels: readonly { readonly metrics: readonly TimeMetric[]; readonly weight: number }[] = [
  { metrics: ['sent'], weight: 2 },
  { metrics: ['opens', 'clicks'], weight: 5 },
]

const margin = { top: 10, right: 16, bottom: 26, left: 48, between: 22 }

/** With this few points a line alone would hide where they are. */
const fewPoints = 14

export function overTimeOption(
  points: readonly Point[],
  shown: readonly TimeMetric[],
  look: Look,
): EChartsCoreOption {
  const visible = panels.filter(({ metrics }) => metrics.some((metric) => shown.includes(metric)))
  return {
    animation: look.animated,
    animationDuration: 250,
    animationDurationUpdate: 250,
    textStyle: { fontFamily: look.font },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    grid: gridsOf(visible, look.height),
    xAxis: visible.map((_, i) => xAxis(points, i, i === visible.length - 1, look)),
    yAxis: visible.map((_, i) => yAxis(i, look)),
    series: visible.flatMap(({ metrics }, panel) =>
      metrics
        .filter((metric) => shown.includes(metric))
        .flatMap((metric) => seriesOf(metric, points, panel, look)),
    ),
  }
}

const seriesOf = (
  metric: TimeMetric,
  points: readonly Point[],
  panel: number,
  look: Look,
): readonly object[] =>
  metric === 'sent' ? [bars(points, panel, look)] : lines(points, metric, panel, look)

function gridsOf(visible: typeof panels, height: number) {
  const room = height - margin.top - margin.bottom - margin.between * (visible.length - 1)
  const weights = visible.reduce((sum, { weight }) => sum + weight, 0)
  let top = margin.top
  return visible.map(({ weight }) => {
    const grid = {
      top,
      height: Math.round((room * weight) / weights),
      left: margin.left,
      right: margin.right,
    }
    top += grid.height + margin.between
    return grid
  })
}

const xAxis = (points: readonly Point[], gridIndex: number, labelled: boolean, look: Look) => ({
  type: 'category',
  gridIndex,
  data: points.map(({ from }) => from),
  axisTick: { show: false },
  axisLine: { lineStyle: { color: look.colours.line } },
  axisLabel: {
    show: labelled,
    color: look.colours.inkMuted,
    hideOverlap: true,
    formatter: (day: LocalDay) => formatDay(day, look.locale),
  },
  axisPointer: {
    show: true,
    type: 'line',
    label: { show: false },
    lineStyle: { color: look.colours.inkMuted, type: 'solid', width: 1, opacity: 0.5 },
  },
})

const yAxis = (gridIndex: number, look: Look) => ({
  type: 'value',
  gridIndex,
  minInterval: 1,
  splitNumber: 3,
  axisLabel: {
    color: look.colours.inkMuted,
    formatter: (count: number) => formatShort(count, look.locale),
  },
  splitLine: { lineStyle: { color: look.colours.line, opacity: 0.7 } },
})

const bars = (points: readonly Point[], panel: number, { colours }: Look) => ({
  id: 'sent',
  type: 'bar',
  xAxisIndex: panel,
  yAxisIndex: panel,
  barMaxWidth: 28,
  barCategoryGap: '28%',
  itemStyle: { color: colours.sent, borderRadius: [2, 2, 0, 0] },
  emphasis: { disabled: true },
  data: points.map(({ values, partial }) => ({
    value: values.sent,
    itemStyle: { opacity: partial ? 0.5 : 1 },
  })),
})

/** A bucket that is not over is drawn dashed: its fall is no fall. */
function lines(points: readonly Point[], metric: 'opens' | 'clicks', panel: number, look: Look) {
  const last = points.length - 1
  const unfinished = points[last]?.partial === true
  const valueAt = (i: number) => points[i]?.values[metric] ?? null
  const line = (id: string, dashed: boolean, keep: (i: number) => boolean) => ({
    id,
    type: 'line',
    xAxisIndex: panel,
    yAxisIndex: panel,
    symbol: 'circle',
    symbolSize: 5,
    showSymbol: points.length <= fewPoints,
    color: look.colours[metric],
    lineStyle: { width: 2, type: dashed ? 'dashed' : 'solid' },
    emphasis: { disabled: true },
    data: points.map((_, i) => (keep(i) ? valueAt(i) : null)),
  })
  const whole = {
    ...line(metric, false, (i) => !unfinished || i < last),
    ...(metric === 'opens' && { areaStyle: { color: look.colours.opens, opacity: 0.08 } }),
  }
  return unfinished ? [whole, line(`${metric}-so-far`, true, (i) => i >= last - 1)] : [whole]
}
