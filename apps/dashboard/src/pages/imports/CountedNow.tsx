import type { MetricsRow } from '@airgraph/domain/answer.ts'
import { formatCount, formatMoney } from '../../format/numbers.ts'
import { useAnswer } from '../../kit/use-answer.ts'
import { countedQuestion } from './questions.ts'

interface Props {
  readonly source: string
  readonly from: string
  readonly to: string
}

/** What the server counts of this source by now: the other side of the reconciliation. */
export function CountedNow({ source, from, to }: Props) {
  const { data } = useAnswer(countedQuestion(source, from, to))
  const rows = data?.answer.rows.filter((row) => row.by['currency']) ?? []
  if (rows.length === 0) return null
  return (
    <p data-testid="counted-now">
      What is counted of “{source}” now, in these days: {rows.map(inWords).join('; ')}.
    </p>
  )
}

function inWords({ by, values }: MetricsRow): string {
  const currency = by['currency'] ?? ''
  const count = values['conversions']?.value ?? 0
  const money = (name: 'revenue' | 'refunds') =>
    formatMoney(values[name]?.value ?? 0, currency, { rounded: false })
  return `${formatCount(count)} ${count === 1 ? 'conversion' : 'conversions'} of ${money('revenue')}, refunds of ${money('refunds')}`
}
