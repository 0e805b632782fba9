import type { MetricsAnswer, MetricsRow } from '@airgraph/domain/answer.ts'
import type { MetricName } from '@airgraph/domain/question.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { Answered } from '../Answered.tsx'
import { DataTable } from '../table/DataTable.tsx'
import { TableSkeleton } from '../table/TableSkeleton.tsx'
import { toCsv } from '../table/to-csv.ts'
import type { TableColumn } from '../table/column.ts'
import { TileFrame } from '../TileFrame.tsx'
import { useAnswer } from '../use-answer.ts'
import { metricColumn } from './metric-column.tsx'

interface Asked {
  readonly type: 'metrics'
  readonly metrics: MetricName[]
  readonly from: string
  readonly to: string
  readonly engagement: EngagementFilter
}

/** The column that says what a row is. */
export type NameColumn = Pick<TableColumn<MetricsRow>, 'title' | 'cell' | 'hint'> & {
  readonly name: (row: MetricsRow) => string
}

interface Props {
  readonly title: string
  readonly subtitle?: ReactNode
  readonly testId: string
  readonly className?: string
  // oxlint-disable-next-line typescript/no-explicit-any -- any question of metrics
  readonly question: Asked & Record<string, any>
  readonly first: NameColumn
  /** Which rows of the answer are shown; all where absent. */
  readonly keep?: (row: MetricsRow) => boolean
  readonly none: ReactNode
}

/** A question of metrics as a table. */
export function MetricsTile({ title, question, first, none, keep, ...frame }: Props) {
  const answer = useAnswer(question)
  const [sort, setSort] = useState({ by: question.metrics[0] as string, descending: true })
  const data = answer.data
  const columns = useMemo(
    () => (data ? columnsOf(data.answer, question.engagement, first) : []),
    // oxlint-disable-next-line react/exhaustive-deps -- the first column is written where the tile is
    [data, question.engagement],
  )
  const rows = useMemo(
    () => (data ? data.answer.rows.filter((row) => keep?.(row) ?? true) : []),
    // oxlint-disable-next-line react/exhaustive-deps -- as above
    [data],
  )
  const named = useMemo(() => rows.filter((row) => !row.other), [rows])
  const last = useMemo(() => rows.filter((row) => row.other), [rows])
  return (
    <TileFrame
      {...frame}
      title={title}
      outdated={answer.isPlaceholderData}
      notes={data?.answer.notes}
      menu={{ question, provenance: data?.answer, csv: () => toCsv(columns, rows) }}
    >
      <Answered of={answer} skeleton={<TableSkeleton rows={5} />}>
        {() => (
          <DataTable
            label={title}
            columns={columns}
            rows={named}
            last={last}
            keyOf={(row) => `${row.other ? 'other' : 'row'} ${first.name(row)}`}
            sort={sort}
            onSort={setSort}
            none={none}
          />
        )}
      </Answered>
    </TileFrame>
  )
}

export const columnsOf = (
  answer: MetricsAnswer,
  engagement: EngagementFilter,
  { name, ...first }: NameColumn,
): readonly TableColumn<MetricsRow>[] => [
  { ...first, id: 'name', kind: 'words', value: name },
  ...answer.columns.map((column) =>
    metricColumn(column, { rows: answer.rows, engagement, provenance: answer }),
  ),
]
