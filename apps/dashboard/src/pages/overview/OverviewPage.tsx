import { PageHeader } from '../../kit/PageHeader.tsx'
import { ComparedWith } from '../../kit/PeriodChoice.tsx'
import { ScopeTools } from '../../kit/ScopeTools.tsx'
import { formatPeriod } from '../../format/moments.ts'
import { useScope } from '../../url/use-scope.ts'
import { Campaigns } from './Campaigns.tsx'
import { Footnote } from './Footnote.tsx'
import { HumanOrMachine } from '../../kit/engagement/HumanOrMachine.tsx'
import { KeyNumbers } from '../../kit/metrics/KeyNumbers.tsx'
import { ActivityOverTime } from '../../kit/metrics/ActivityOverTime.tsx'
import './OverviewPage.css'
import { classesQuestion, keyNumbersQuestion, overTimeQuestion } from './questions.ts'

export default function OverviewPage() {
  const scope = useScope()
  return (
    <>
      <PageHeader title="Overview" tools={<ScopeTools />}>
        {formatPeriod(scope.period)} <ComparedWith />
      </PageHeader>
      <div className="overview-tiles">
        <KeyNumbers className="overview-wide" question={keyNumbersQuestion(scope)} />
        <ActivityOverTime question={overTimeQuestion(scope)} />
        <HumanOrMachine question={classesQuestion(scope)} />
        <Campaigns scope={scope} />
      </div>
      <Footnote scope={scope} />
    </>
  )
}
