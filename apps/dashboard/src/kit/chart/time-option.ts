import type { EChartsCoreOption } from 'echarts/core'
import type { Colours } from '../../theme/tokens.ts'
import type { Panel, Point, Series } from './series.ts'

export interface Look {
  readonly colours: Colours
  readonly font: string
  readonly height: number
  readonly animated: boolean
}

const margin = { top: 10, right: 16, bottom: 26, left: 52, between: 22 }

/** With this few points a line alone would hide where they are. */
const fewPoints = 14

/** Panels under each other, over one time. */
export const timeOption = (
  points: readonly Point[],
  panels: readonly Panel[],
  look: Look,
): EChartsCoreOption => ({
  animation: look.animated,
  animationDuration: 250,
  animationDurationUpdate: 250,
  textStyle: { fontFamily: look.font },
  axisPointer: { link: [{ xAxisIndex: 'all' }] },
  grid: gridsOf(panels, look.height),
  xAxis: panels.map((_, i) => xAxis(points, i, i === panels.length - 1, look)),
  yAxis: panels.map((panel, i) => yAxis(panel, i, look)),
  series: panels.flatMap(({ series }, panel) =>
    series.flatMap((one): readonly object[] =>
      one.shape === 'bars' ? [bars(points, one, panel, look)] : lines(points, one, panel, look),
    ),
  ),
})

function gridsOf(panels: readonly Panel[], height: number) {
  const room = height - margin.top - margin.bottom - margin.between * (panels.length - 1)
  const weights = panels.reduce((sum, { weight }) => sum + weight, 0)
  let top = margin.top
  return panels.map(({ weight }) => {
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
  data: points.map(({ short }) => short),
  axisTick: { show: false },
  axisLine: { lineStyle: { color: look.colours.line } },
  axisLabel: { show: labelled, color: look.colours.inkMuted, hideOverlap: true },
  axisPointer: {
    show: true,
    type: 'line',
    label: { show: false },
    lineStyle: { color: look.colours.inkMuted, type: 'solid', width: 1, opacity: 0.5 },
  },
})

const yAxis = ({ format, whole }: Panel, gridIndex: number, look: Look) => ({
  type: 'value',
  gridIndex,
  ...(whole && { minInterval: 1 }),
  splitNumber: 3,
  axisLabel: { color: look.colours.inkMuted, formatter: format },
  splitLine: { lineStyle: { color: look.colours.line, opacity: 0.7 } },
})

const bars = (points: readonly Point[], series: Series, panel: number, { colours }: Look) => ({
  id: series.id,
  type: 'bar',
  ...(series.stack !== undefined && { stack: series.stack }),
  xAxisIndex: panel,
  yAxisIndex: panel,
  barMaxWidth: 28,
  barCategoryGap: '28%',
  itemStyle: {
    color: colours[series.colour],
    borderRadius: series.stack === undefined ? [2, 2, 0, 0] : 0,
  },
  emphasis: { disabled: true },
  data: points.map(({ partial }, i) => ({
    value: series.values[i] ?? null,
    itemStyle: { opacity: partial ? 0.5 : 1 },
  })),
})

/** A bucket that is not over is drawn dashed: its fall is no fall. */
function lines(points: readonly Point[], series: Series, panel: number, look: Look) {
  const last = points.length - 1
  const unfinished = points[last]?.partial === true
  const line = (id: string, dashed: boolean, keep: (i: number) => boolean) => ({
    id,
    type: 'line',
    xAxisIndex: panel,
    yAxisIndex: panel,
    symbol: 'circle',
    symbolSize: 5,
    showSymbol: points.length <= fewPoints,
    color: look.colours[series.colour],
    lineStyle: { width: 2, type: dashed ? 'dashed' : 'solid' },
    emphasis: { disabled: true },
    data: points.map((_, i) => (keep(i) ? (series.values[i] ?? null) : null)),
  })
  const whole = {
    ...line(series.id, false, (i) => !unfinished || i < last),
    ...(series.shape === 'area' && {
      areaStyle: { color: look.colours[series.colour], opacity: 0.08 },
    }),
  }
  return unfinished ? [whole, line(`${series.id}-so-far`, true, (i) => i >= last - 1)] : [whole]
}
