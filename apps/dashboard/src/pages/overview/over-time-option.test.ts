import { describe, expect, it } from 'vitest'
import { colours } from '../../theme/tokens.ts'
import type { Point } from './over-time-points.ts'
import { overTimeOption } from './over-time-option.ts'
import type { TimeMetric } from './questions.ts'

const point = (day: number, partial: boolean): Point => ({
  from: `2026-11-${day}`,
  to: `2026-11-${day + 1}`,
  partial,
  values: { sent: day * 100, opens: day * 10, clicks: day },
})
const points = [point(20, false), point(21, false), point(22, true)]
const look = { colours: colours.light, font: 'serif', height: 340, animated: true, locale: 'en-GB' }

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
const drawn = (shown: readonly TimeMetric[], of = points) =>
  overTimeOption(of, shown, look) as unknown as Drawn
const rooms = (shown: readonly TimeMetric[]) => drawn(shown).grid.map(({ height }) => height)
const dataOf = ({ series }: Drawn) => Object.fromEntries(series.map(({ id, data }) => [id, data]))

describe('the chart over time', () => {
  it('has sent above, opens and clicks below on a scale of their own', () => {
    const { series } = drawn(['sent', 'opens', 'clicks'])
    expect(series.map(({ id, xAxisIndex }) => [id, xAxisIndex])).toEqual([
      ['sent', 0],
      ['opens', 1],
      ['opens-so-far', 1],
      ['clicks', 1],
      ['clicks-so-far', 1],
    ])
  })

  it('draws what is not over yet dashed, and its bar paler', () => {
    const option = drawn(['sent', 'opens'])
    expect(dataOf(option)).toEqual({
      sent: [
        { value: 2_000, itemStyle: { opacity: 1 } },
        { value: 2_100, itemStyle: { opacity: 1 } },
        { value: 2_200, itemStyle: { opacity: 0.5 } },
      ],
      opens: [200, 210, null],
      'opens-so-far': [null, 210, 220],
    })
    expect(option.series.map(({ lineStyle }) => lineStyle?.type)).toEqual([
      undefined,
      'solid',
      'dashed',
    ])
  })

  it('draws whole periods in whole lines', () => {
    expect(dataOf(drawn(['clicks'], points.slice(0, 2)))).toEqual({ clicks: [20, 21] })
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
    expect(overTimeOption(points, ['sent'], { ...look, animated: false })).toMatchObject({
      animation: false,
    })
  })

  it('survives a period without a single point', () => {
    expect(dataOf(drawn(['sent', 'opens'], []))).toEqual({ sent: [], opens: [] })
  })
})
