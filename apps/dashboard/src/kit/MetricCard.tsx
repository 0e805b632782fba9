import type { Column, Measured, Provenance } from '@airgraph/domain/answer.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { isJudged } from '../format/judged-metrics.ts'
import { formatAge } from '../format/moments.ts'
import { formatCount, formatInterval, formatValue } from '../format/numbers.ts'

interface Props {
  readonly column: Column
  readonly measured?: Measured
  readonly engagement?: EngagementFilter | undefined
  readonly provenance?: Provenance | undefined
}

const whose: Record<EngagementFilter, string> = {
  human: 'people (human, proxy)',
  machine: 'machines (prefetch, scanner)',
  all: 'all',
}

/** What a metric means and how its number came about. */
export const MetricCard = ({ column, measured, engagement, provenance }: Props) => {
  const { numerator, denominator, previous } = measured ?? {}
  const interval = measured && formatInterval(measured)
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
          <Line term="Compared with">{formatValue(previous, column)}</Line>
        )}
        {engagement && isJudged(column.metric) && (
          <Line term="Opens and clicks of">{whose[engagement]}</Line>
        )}
        {provenance && (
          <>
            <Line term="As of">{formatAge(provenance.asOf, Date.now())}</Line>
            <Line term="Rows read">{formatCount(provenance.rowsRead)}</Line>
          </>
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
