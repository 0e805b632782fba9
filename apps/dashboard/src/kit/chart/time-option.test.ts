import { describe, expect, it } from 'vitest'
import { colours } from '../../theme/tokens.ts'
import { panelsWith } from './series.ts'
import type { Panel, Point, Series } from './series.ts'
import { timeOption } from './time-option.ts'

const points: readonly Point[] = [20, 21, 22].map((day) => ({
  short: `${day} Nov`,
  long: `${day} November`,
  partial: day === 22,
}))
const series = (id: string, shape: Series['shape'], values: Series['values']): Series => ({
  id,
  title: id,
  colour: 'opens',
  shape,
  values,
  format: String,
  total: '',
})
const count = { format: String, whole: true }
const panels: readonly Panel[] = [
  { ...count, weight: 2, series: [series('sent', 'bars', [2_000, 2_100, 2_200])] },
  {
    ...count,
    weight: 5,
    series: [series('opens', 'area', [200, 210, 220]), series('clicks', 'line', [20, null, 22])],
  },
]
const look = { colours: colours.light, font: 'serif', height: 340, animated: true }

interface Drawn {
  readonly grid: readonly { readonly top: number; readonly height: number }[]
  readonly xAxis: readonly { readonly axisLabel: { readonly show: boolean } }[]
  readonly series: readonly {
    readonly id: string
    readonly xAxisIndex: number
    readonly data: unknown
    readonly lineStyle?: { readonly type: string }
  }[]
}
const drawn = (shown: readonly string[], of = points) =>
  timeOption(of, panelsWith(panels, shown), look) as unknown as Drawn
const rooms = (shown: readonly string[]) => drawn(shown).grid.map(({ height }) => height)
const dataOf = ({ series: all }: Drawn) => Object.fromEntries(all.map(({ id, data }) => [id, data]))

describe('a chart over time', () => {
  it('has each panel’s series on a scale of their own', () => {
    const all = drawn(['sent', 'opens', 'clicks']).series
    expect(all.map(({ id, xAxisIndex }) => [id, xAxisIndex])).toEqual([
      ['sent', 0],
      ['opens', 1],
      ['opens-so-far', 1],
      ['clicks', 1],
      ['clicks-so-far', 1],
    ])
  })

  it('draws what is not over yet dashed, and its bar paler; unknown is a gap', () => {
    const option = drawn(['sent', 'opens', 'clicks'])
    expect(dataOf(option)).toEqual({
      sent: [
        { value: 2_000, itemStyle: { opacity: 1 } },
        { value: 2_100, itemStyle: { opacity: 1 } },
        { value: 2_200, itemStyle: { opacity: 0.5 } },
      ],
      opens: [200, 210, null],
      'opens-so-far': [null, 210, 220],
      clicks: [20, null, null],
      'clicks-so-far': [null, null, 22],
    })
    expect(option.series.map(({ lineStyle }) => lineStyle?.type)).toEqual([
      undefined,
      'solid',
      'dashed',
      'solid',
      'dashed',
    ])
  })

  it('draws whole periods in whole lines', () => {
    expect(dataOf(drawn(['opens'], points.slice(0, 2)))).toEqual({ opens: [200, 210] })
  })

  it('gives all its room to what is shown', () => {
    expect(rooms(['sent'])).toEqual([304])
    expect(rooms(['clicks'])).toEqual([304])
    expect(rooms(['sent', 'clicks'])).toEqual([81, 201])
  })

  it('names the days under the lowest panel only', () => {
    expect(drawn(['sent', 'opens']).xAxis.map(({ axisLabel }) => axisLabel.show)).toEqual([
      false,
      true,
    ])
  })

  it('stands still for whoever asked for less motion', () => {
    expect(timeOption(points, panels, { ...look, animated: false })).toMatchObject({
      animation: false,
    })
  })

  it('survives a period without a single point', () => {
    expect(dataOf(drawn(['sent', 'opens'], []))).toEqual({ sent: [], opens: [] })
  })
})
