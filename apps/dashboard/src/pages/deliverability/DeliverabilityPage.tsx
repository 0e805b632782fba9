import { formatPeriod } from '../../format/moments.ts'
import { KeyNumbers } from '../../kit/metrics/KeyNumbers.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { ComparedWith } from '../../kit/PeriodChoice.tsx'
import { ScopeTools } from '../../kit/ScopeTools.tsx'
import { useScope } from '../../url/use-scope.ts'
import { Matrix } from './Matrix.tsx'
import { Providers } from './Providers.tsx'
import { keyNumbersQuestion } from './questions.ts'
import { Refusals } from './Refusals.tsx'

export default function DeliverabilityPage() {
  const scope = useScope()
  return (
    <>
      <PageHeader title="Deliverability" tools={<ScopeTools engagement={false} />}>
        Mail sent {formatPeriod(scope.period)} <ComparedWith />
      </PageHeader>
      <div className="tiles">
        <KeyNumbers className="tiles-wide" question={keyNumbersQuestion(scope)} />
        <Providers scope={scope} />
        <Matrix scope={scope} />
        <Refusals scope={scope} />
      </div>
    </>
  )
}
