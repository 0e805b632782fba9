import { formatCount } from '../../format/numbers.ts'
import { bucketName } from './bucket-name.ts'
import type { TimeColumn } from './over-time-column.ts'
import type { TimeMetric } from './questions.ts'
import type { Point } from './over-time-points.ts'

/** Built of elements, never of text: titles are foreign words, and a strict policy forbids styles in markup. */
export const overTimeTooltip = (
  points: readonly Point[],
  columns: readonly TimeColumn[],
  shown: readonly TimeMetric[],
) => ({
  trigger: 'axis',
  confine: true,
  padding: 0,
  borderWidth: 0,
  backgroundColor: 'transparent',
  extraCssText: 'box-shadow: none',
  transitionDuration: 0,
  formatter: (hovered: readonly { readonly dataIndex: number }[]) => {
    const point = points[hovered[0]?.dataIndex ?? -1]
    return point
      ? card(
          point,
          columns.filter(({ metric }) => shown.includes(metric)),
        )
      : ''
  },
})

function card(point: Point, columns: readonly TimeColumn[]) {
  const lines = columns.map(({ metric, title }) => {
    const swatch = element('span', 'over-time-tooltip-swatch')
    swatch.style.background = `var(--ag-${metric})`
    const value = element('span', '', formatCount(point.values[metric]))
    return element('div', 'over-time-tooltip-line', swatch, title, value)
  })
  const title = element('div', 'over-time-tooltip-title', bucketName(point))
  return element('div', 'over-time-tooltip', title, ...lines)
}

function element(tag: string, className: string, ...children: readonly (Node | string)[]) {
  const made = document.createElement(tag)
  made.className = className
  made.append(...children)
  return made
}
