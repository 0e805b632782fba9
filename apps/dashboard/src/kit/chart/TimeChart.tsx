import { lazy, Suspense, useMemo, useState } from 'react'
import { ChartSkeleton } from './ChartSkeleton.tsx'
import { loadCanvas } from './load-canvas.ts'
import { panelsWith, seriesOf } from './series.ts'
import type { Panel, Point } from './series.ts'
import { TimeLegend } from './TimeLegend.tsx'
import { TimeTable } from './TimeTable.tsx'

const TimeCanvas = lazy(loadCanvas)

interface Props {
  readonly points: readonly Point[]
  readonly panels: readonly Panel[]
  readonly asTable: boolean
  /** What a point is: "Day". */
  readonly pointTitle: string
}

/** A legend, and what it speaks of as a chart or as a table. */
export function TimeChart({ points, panels, asTable, pointTitle }: Props) {
  const all = seriesOf(panels)
  const [hidden, setHidden] = useState<readonly string[]>([])
  const shown = all.map(({ id }) => id).filter((id) => !hidden.includes(id))
  const visible = useMemo(
    () =>
      panelsWith(
        panels,
        seriesOf(panels)
          .map(({ id }) => id)
          .filter((id) => !hidden.includes(id)),
      ),
    [panels, hidden],
  )
  const show = (ids: readonly string[]) =>
    setHidden(all.map(({ id }) => id).filter((id) => !ids.includes(id)))
  return (
    <>
      <TimeLegend series={all} shown={shown} onChange={show} />
      {asTable ? (
        <TimeTable points={points} series={all} pointTitle={pointTitle} />
      ) : (
        <Suspense fallback={<ChartSkeleton />}>
          <TimeCanvas points={points} panels={visible} />
        </Suspense>
      )}
    </>
  )
}
