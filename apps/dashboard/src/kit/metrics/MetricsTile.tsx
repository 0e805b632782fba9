import type { MetricsAnswer, MetricsRow } from '@airgraph/domain/answer.ts'
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
import type { MetricsQuestion } from './metrics-question.ts'

/** The column that says what a row is. */
export type NameColumn = Pick<TableColumn<MetricsRow>, 'title' | 'cell' | 'hint'> & {
  readonly name: (row: MetricsRow) => string
}

interface Props {
  readonly title: string
  readonly subtitle?: ReactNode
  readonly testId: string
  readonly className?: string
  readonly question: MetricsQuestion
  /** Must not change from one rendering to the next. */
  readonly first: NameColumn
  /** Which rows of the answer are shown, all where absent; must not change either. */
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
    [data, question.engagement, first],
  )
  const rows = useMemo(
    () => (data ? data.answer.rows.filter((row) => keep?.(row) ?? true) : []),
    [data, keep],
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
