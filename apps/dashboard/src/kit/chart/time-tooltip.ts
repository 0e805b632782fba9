import { unknown } from '../../format/numbers.ts'
import type { Point, Series } from './series.ts'

/** Built of elements, never of text: titles are foreign words, and a strict policy forbids styles in markup. */
export const timeTooltip = (points: readonly Point[], series: readonly Series[]) => ({
  trigger: 'axis',
  confine: true,
  padding: 0,
  borderWidth: 0,
  backgroundColor: 'transparent',
  extraCssText: 'box-shadow: none',
  transitionDuration: 0,
  formatter: (hovered: readonly { readonly dataIndex: number }[]) => {
    const at = hovered[0]?.dataIndex ?? -1
    const point = points[at]
    return point ? card(point, at, series) : ''
  },
})

function card(point: Point, at: number, series: readonly Series[]) {
  const lines = series.map(({ title, colour, values, format }) => {
    const swatch = element('span', 'time-tooltip-swatch')
    swatch.style.background = `var(--ag-${colour})`
    const value = values[at] ?? null
    const text = element('span', '', value === null ? unknown : format(value))
    return element('div', 'time-tooltip-line', swatch, title, text)
  })
  return element('div', 'time-tooltip', element('div', 'time-tooltip-title', point.long), ...lines)
}

function element(tag: string, className: string, ...children: readonly (Node | string)[]) {
  const made = document.createElement(tag)
  made.className = className
  made.append(...children)
  return made
}
