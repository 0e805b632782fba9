import type { Column, MetricsAnswer, MetricsRow } from '@airgraph/domain/answer.ts'
import { metricTitle } from '../../format/metric-title.ts'
import { formatPoints, formatRatio } from '../../format/numbers.ts'
import { Kept } from '../../kit/live/Kept.tsx'
import { columnsOf } from '../../kit/metrics/MetricsTile.tsx'
import { Intervals } from '../../kit/Intervals.tsx'
import { DataTable } from '../../kit/table/DataTable.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import type { Scope } from '../../url/scope.ts'
import { judgeVariants } from './judge-variants.ts'
import { variantsQuestion } from './questions.ts'
import './Variants.css'

const name = ({ by }: MetricsRow) =>
  [by['property:variant'], by['property:subject'] && `“${by['property:subject']}”`]
    .filter(Boolean)
    .join(' · ')

const judged = ['open-rate', 'click-rate'] as const
const byName = { by: 'name', descending: false }

/** Only of a campaign that was sent in several variants. */
export function Variants({
  scope,
  campaign,
}: {
  readonly scope: Scope
  readonly campaign: string
}) {
  const question = variantsQuestion(scope, campaign)
  const answered = useAnswer(question)
  const { data, isPlaceholderData } = answered
  const rows = (data?.answer.rows ?? [])
    .filter(({ by, other }) => !other && by['property:variant'])
    .toSorted((a, b) => name(a).localeCompare(name(b), undefined, { numeric: true }))
  if (data === undefined || rows.length < 2) return null
  const { answer } = data
  const columns = columnsOf(answer, scope.engagement, { title: 'Variant', name, hint: name })
  return (
    <TileFrame
      className="tiles-wide"
      title="Variants"
      subtitle="Which one did better, and whether chance alone may have made it so"
      outdated={isPlaceholderData}
      testId="variants"
      menu={{ question, provenance: answer }}
    >
      <Kept of={answered} />
      <div className="variants">
        {judged.map((metric) => (
          <Verdict key={metric} metric={metric} rows={rows} answer={answer} scope={scope} />
        ))}
      </div>
      <DataTable
        label="Variants"
        columns={columns}
        rows={rows}
        keyOf={name}
        sort={byName}
        onSort={() => {}}
      />
    </TileFrame>
  )
}

interface VerdictProps {
  readonly metric: (typeof judged)[number]
  readonly rows: readonly MetricsRow[]
  readonly answer: MetricsAnswer
  readonly scope: Scope
}

function Verdict({ metric, rows, answer, scope }: VerdictProps) {
  const column = answer.columns.find((one) => one.metric === metric)
  if (column === undefined) return null
  const variants = rows.map((row) => ({
    name: row.by['property:variant'] ?? '',
    measured: row.values[metric] ?? { value: null },
  }))
  const title = metricTitle(column, scope.engagement)
  return (
    <div className="variants-verdict">
      <h3>{title}</h3>
      <p>{inWords(variants, column)}</p>
      <Intervals of={variants} label={title} />
    </div>
  )
}

function inWords(variants: Parameters<typeof judgeVariants>[0], { title }: Column) {
  const verdict = judgeVariants(variants)
  if (verdict.kind === 'unknown') return 'There is too little to compare.'
  const { best, second, by } = verdict
  const between = `${formatPoints(by.low)} to ${formatPoints(by.high)}`
  if (verdict.kind === 'unclear')
    return `Cannot say. ${best.name} has ${formatRatio(best.measured.value ?? 0)} and ${second.name} ${formatRatio(second.measured.value ?? 0)}, but the true difference may be anything from ${between} points.`
  return `${best.name} is better: its ${title.toLowerCase()} is ${formatPoints(by.value)} points above ${second.name}’s, and very likely ${between} above.`
}
