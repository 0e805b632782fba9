import type { MetricsRow } from '@airgraph/domain/answer.ts'
import { formatPeriod } from '../../format/moments.ts'
import { KeyNumbers } from '../../kit/metrics/KeyNumbers.tsx'
import { MetricsTile } from '../../kit/metrics/MetricsTile.tsx'
import { naming } from '../../kit/metrics/naming.ts'
import { OverTimeTile } from '../../kit/metrics/OverTimeTile.tsx'
import type { Drawing } from '../../kit/metrics/OverTimeTile.tsx'
import { Nothing } from '../../kit/Nothing.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { ComparedWith } from '../../kit/PeriodChoice.tsx'
import { ScopeTools } from '../../kit/ScopeTools.tsx'
import { useScope } from '../../url/use-scope.ts'
import { streamWords } from '../../words/streams.ts'
import { campaignColumn } from '../campaigns/CampaignName.tsx'
import { keyNumbersQuestion, overTimeQuestion, splitQuestion } from './questions.ts'

const drawn: readonly Drawing[] = [
  {
    weight: 4,
    metrics: [
      { metric: 'revenue', colour: 'series1', shape: 'bars' },
      { metric: 'refunds', colour: 'series6', shape: 'bars' },
    ],
  },
  { weight: 2, metrics: [{ metric: 'conversions', colour: 'series2', shape: 'line' }] },
]

const streamColumn = { title: 'Stream', name: naming('stream', 'Names no mail', streamWords) }
const nameColumn = { title: 'Name', name: naming('name', 'Without a name') }
const currencyColumn = { title: 'Currency', name: naming('currency', 'Without money') }

const hasMoney = ({ values }: MetricsRow) =>
  (values['revenue']?.value ?? 0) !== 0 || (values['conversions']?.value ?? 0) > 0

const none = <Nothing>Nothing was earned in this period. Choose a longer one.</Nothing>

export default function RevenuePage() {
  const scope = useScope()
  return (
    <>
      <PageHeader title="Revenue" tools={<ScopeTools engagement={false} />}>
        {formatPeriod(scope.period)} <ComparedWith />
      </PageHeader>
      <div className="tiles">
        <KeyNumbers className="tiles-wide" question={keyNumbersQuestion(scope)} />
        <OverTimeTile
          className="tiles-wide"
          title="Over time"
          testId="chart-revenue"
          question={overTimeQuestion(scope)}
          drawn={drawn}
        />
        <MetricsTile
          className="tiles-wide"
          title="By campaign"
          subtitle="The campaign that the order itself names. What names none may still have come from mail."
          testId="revenue-campaigns"
          question={splitQuestion(scope, 'campaign')}
          first={campaignColumn}
          keep={hasMoney}
          none={none}
        />
        <MetricsTile
          title="By stream"
          testId="revenue-streams"
          question={splitQuestion(scope, 'stream')}
          first={streamColumn}
          keep={hasMoney}
          none={none}
        />
        <MetricsTile
          title="By what was bought"
          testId="revenue-names"
          question={splitQuestion(scope, 'name')}
          first={nameColumn}
          keep={hasMoney}
          none={none}
        />
        <MetricsTile
          className="tiles-wide"
          title="By currency"
          subtitle="Each in its own: nothing is converted"
          testId="revenue-currencies"
          question={splitQuestion(scope, 'currency')}
          first={currencyColumn}
          keep={hasMoney}
          none={none}
        />
      </div>
    </>
  )
}
