import { useMemo } from 'react'
import { unknown } from '../../format/numbers.ts'
import type { TableColumn } from '../table/column.ts'
import { DataTable } from '../table/DataTable.tsx'
import { toCsv } from '../table/to-csv.ts'
import type { Point, Series } from './series.ts'
import './TimeTable.css'

interface Props {
  readonly points: readonly Point[]
  readonly series: readonly Series[]
  readonly pointTitle: string
}

interface Line {
  readonly at: number
  readonly point: Point
}

const newestFirst = { by: 'at', descending: true }

/** The chart's numbers, newest first. */
export function TimeTable({ points, series, pointTitle }: Props) {
  const columns = useMemo(() => columnsOf(series, pointTitle), [series, pointTitle])
  const rows = useMemo(() => points.map((point, at) => ({ at, point })), [points])
  return (
    <div className="time-table">
      <DataTable
        label="Numbers of the chart"
        columns={columns}
        rows={rows}
        keyOf={({ at }) => String(at)}
        sort={newestFirst}
        onSort={() => {}}
      />
    </div>
  )
}

const columnsOf = (series: readonly Series[], pointTitle: string): readonly TableColumn<Line>[] => [
  {
    id: 'at',
    title: pointTitle,
    kind: 'words',
    value: ({ at }) => at,
    cell: ({ point }) => point.long,
  },
  ...series.map(({ id, title, values, format }): TableColumn<Line> => ({
    id,
    title,
    kind: 'number',
    value: ({ at }) => values[at] ?? null,
    cell: ({ at }) => {
      const value = values[at] ?? null
      return value === null ? unknown : format(value)
    },
  })),
]

export const timeCsv = ({ points, series, pointTitle }: Props) =>
  toCsv<Line>(
    columnsOf(series, pointTitle).map((column) =>
      column.id === 'at' ? { ...column, value: ({ point }) => point.long } : column,
    ),
    points.map((point, at) => ({ at, point })),
  )
