import type { MetricsRow } from '@airgraph/domain/answer.ts'
import { mailboxProviders } from '@airgraph/domain/event.ts'
import { useMemo, useState } from 'react'
import { Answered } from '../../kit/Answered.tsx'
import { columnsOf } from '../../kit/metrics/MetricsTile.tsx'
import { Nothing } from '../../kit/Nothing.tsx'
import { Select } from '../../kit/Select.tsx'
import type { TableColumn } from '../../kit/table/column.ts'
import { DataTable } from '../../kit/table/DataTable.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { toCsv } from '../../kit/table/to-csv.ts'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import { oneOf } from '../../url/fields.ts'
import type { Scope } from '../../url/scope.ts'
import { useView } from '../../url/use-view.ts'
import { bounceReasons } from '../../words/bounce-reasons.ts'
import { providerWords } from '../../words/providers.ts'
import { reasonsQuestion } from './questions.ts'

const fields = { provider: oneOf(['all', ...mailboxProviders], 'all') }
const providers = { all: 'Every provider', ...providerWords }
const byHard = { by: 'hard-bounces', descending: true }

const reason = ({ by }: MetricsRow) => by['bounce-reason'] ?? ''
const name = (row: MetricsRow) =>
  row.other ? 'All others' : (bounceReasons[reason(row)]?.title ?? (reason(row) || 'Not told'))

const nextColumn: TableColumn<MetricsRow> = {
  id: 'next',
  title: 'What to do',
  kind: 'words',
  value: (row) => bounceReasons[reason(row)]?.next ?? null,
}

/** Why mail was refused or put off, and whose problem that is. */
export function Refusals({ scope }: { readonly scope: Scope }) {
  const [{ provider }, change] = useView(fields)
  const [sort, setSort] = useState(byHard)
  const question = reasonsQuestion(scope, provider)
  const answered = useAnswer(question)
  const { data } = answered
  const columns = useMemo(
    () =>
      data
        ? [...columnsOf(data.answer, 'human', { title: 'Reason', name, hint: reason }), nextColumn]
        : [],
    [data],
  )
  const rows = useMemo(
    () =>
      data?.answer.rows.filter(({ values }) =>
        Object.values(values).some(({ value }) => (value ?? 0) > 0),
      ) ?? [],
    [data],
  )
  return (
    <TileFrame
      className="tiles-wide tile-searched"
      title="Why mail did not arrive"
      subtitle="A message that was put off for several reasons is in several rows"
      outdated={answered.isPlaceholderData}
      notes={data?.answer.notes}
      testId="refusals"
      tools={
        <Select
          label="Mailbox provider"
          words={providers}
          value={provider}
          onChange={(chosen) => change({ provider: chosen })}
        />
      }
      menu={{ question, provenance: data?.answer, csv: () => toCsv(columns, rows) }}
    >
      <Answered of={answered} skeleton={<TableSkeleton rows={6} />}>
        {() => (
          <DataTable
            label="Why mail did not arrive"
            columns={columns}
            rows={rows}
            keyOf={(row) => `${row.other ? 'other' : 'reason'} ${reason(row)}`}
            sort={sort}
            onSort={setSort}
            none={<Nothing>Everything arrived.</Nothing>}
          />
        )}
      </Answered>
    </TileFrame>
  )
}
