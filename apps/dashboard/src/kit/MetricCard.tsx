import type { Column, Measured } from '@airgraph/domain/answer.ts'
import { formatCount, formatInterval, formatValue } from '../format/numbers.ts'

interface Props {
  readonly column: Column
  readonly measured?: Measured
}

/** What a metric means and how its number came about. */
export const MetricCard = ({ column, measured = { value: null } }: Props) => {
  const { numerator, denominator, previous } = measured
  const interval = formatInterval(measured)
  return (
    <>
      <p>{column.definition}</p>
      <dl>
        {numerator !== undefined && denominator !== undefined && column.unit === 'ratio' && (
          <Line term="Counted">
            {formatCount(numerator)} of {formatCount(denominator)}
          </Line>
        )}
        {interval && <Line term="Interval at 95 %">{interval}</Line>}
        {previous !== undefined && (
          <Line term="Period before">{formatValue(previous, column)}</Line>
        )}
      </dl>
    </>
  )
}

const Line = ({ term, children }: { term: string; children: React.ReactNode }) => (
  <>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </>
)
