import type { Colours } from '../../theme/tokens.ts'
import type { Bucket } from '../../time/buckets.ts'

/** Something that goes up and down over time. */
export interface Series {
  readonly id: string
  readonly title: string
  readonly colour: keyof Colours
  readonly shape: 'bars' | 'line' | 'area'
  /** One for each point; `null` is unknown and leaves a gap. */
  readonly values: readonly (number | null)[]
  readonly format: (value: number) => string
  /** Beside its title, in the legend. */
  readonly total: string
  /** What it means. */
  readonly says?: React.ReactNode
  /** Bars of one stack stand on each other. */
  readonly stack?: string
}

/** Series on one scale. */
export interface Panel {
  readonly series: readonly Series[]
  /** Its share of the height, beside other panels'. */
  readonly weight: number
  /** Of its axis, shorter than what the series say. */
  readonly format: (value: number) => string
  /** Counts have no halves. */
  readonly whole: boolean
}

export type Point = Pick<Bucket, 'partial'> & {
  /** Under the axis, and at the head of the tooltip. */
  readonly short: string
  readonly long: string
}

export const panelsWith = (panels: readonly Panel[], shown: readonly string[]): readonly Panel[] =>
  panels
    .map((panel) => ({ ...panel, series: panel.series.filter(({ id }) => shown.includes(id)) }))
    .filter(({ series }) => series.length > 0)

export const seriesOf = (panels: readonly Panel[]) => panels.flatMap(({ series }) => series)
