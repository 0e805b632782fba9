import type { MetricsRow } from '@airgraph/domain/answer.ts'
import { useMemo, useState } from 'react'
import { thresholdFor, thresholds } from '../../config/thresholds.ts'
import type { Threshold } from '../../config/thresholds.ts'
import { formatRatio } from '../../format/numbers.ts'
import { Answered } from '../../kit/Answered.tsx'
import { Definition } from '../../kit/Definition.tsx'
import { columnsOf } from '../../kit/metrics/MetricsTile.tsx'
import { Nothing } from '../../kit/Nothing.tsx'
import type { TableColumn } from '../../kit/table/column.ts'
import { DataTable } from '../../kit/table/DataTable.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { toCsv } from '../../kit/table/to-csv.ts'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import type { Scope } from '../../url/scope.ts'
import { judgeRate } from './judge-rate.ts'
import type { Standing } from './judge-rate.ts'
import { providerName } from './provider-name.ts'
import './Providers.css'
import { providersQuestion } from './questions.ts'

const bySent = { by: 'sent', descending: true }

/** Each provider's mail, and its complaints and bounces against what is known to be too many. */
export function Providers({ scope }: { readonly scope: Scope }) {
  const question = providersQuestion(scope)
  const answered = useAnswer(question)
  const [sort, setSort] = useState(bySent)
  const { data } = answered
  const columns = useMemo(
    () =>
      data
        ? [
            ...columnsOf(data.answer, 'human', { title: 'Mailbox provider', name: providerName }),
            standingColumn('complaint-rate', 'Complaints'),
            standingColumn('bounce-rate', 'Bounces'),
          ]
        : [],
    [data],
  )
  const rows = useMemo(
    () => data?.answer.rows.filter(({ by }) => by['mailbox-provider'] !== '') ?? [],
    [data],
  )
  return (
    <TileFrame
      className="tiles-wide"
      title="Mailbox providers"
      subtitle="Gmail and Yahoo divide complaints by what reached the inbox; here they are divided by all that was delivered, so theirs may be higher."
      outdated={answered.isPlaceholderData}
      notes={[...(data?.answer.notes ?? []), ...sources]}
      testId="providers"
      menu={{ question, provenance: data?.answer, csv: () => toCsv(columns, rows) }}
    >
      <Answered of={answered} skeleton={<TableSkeleton rows={5} />}>
        {() => (
          <DataTable
            label="Mailbox providers"
            columns={columns}
            rows={rows}
            keyOf={providerName}
            sort={sort}
            onSort={setSort}
            none={<Nothing>No mail was sent in this period. Choose a longer one.</Nothing>}
          />
        )}
      </Answered>
    </TileFrame>
  )
}

const sources = [...new Set(thresholds.map(({ source, seen }) => `${source}, read ${seen}`))].map(
  (source) => `Limits: ${source}.`,
)

const standingWords: Readonly<Record<Standing, string>> = {
  over: 'over the limit',
  attention: 'look at it',
  within: 'within',
  unclear: 'too little mail to tell',
  unknown: 'no mail',
}

const standingColumn = (metric: Threshold['metric'], title: string): TableColumn<MetricsRow> => {
  const of = (row: MetricsRow) => {
    const threshold = thresholdFor(metric, row.by['mailbox-provider'] ?? '')
    const measured = row.values[metric] ?? { value: null }
    return {
      threshold,
      standing: threshold ? judgeRate(measured, threshold) : ('unknown' as const),
    }
  }
  return {
    id: `${metric}-standing`,
    title,
    kind: 'words',
    value: (row) => standingWords[of(row).standing],
    cell: (row) => {
      const { threshold, standing } = of(row)
      return (
        <span className={`standing standing-${standing}`}>
          <Definition says={threshold && <Limits of={threshold} />}>
            {standingWords[standing]}
          </Definition>
        </span>
      )
    },
  }
}

const Limits = ({ of: { attention, limit, source, seen } }: { readonly of: Threshold }) => (
  <>
    <p>
      Look at it from {formatRatio(attention)} on. From {formatRatio(limit)} on mail is at risk.
    </p>
    <dl>
      <dt>Says</dt>
      <dd>{source}</dd>
      <dt>Read</dt>
      <dd>{seen}</dd>
    </dl>
  </>
)
