import { PageHeader } from '../../kit/PageHeader.tsx'
import { ComparedWith } from '../../kit/PeriodChoice.tsx'
import { ScopeTools } from '../../kit/ScopeTools.tsx'
import { formatPeriod } from '../../format/moments.ts'
import { useScope } from '../../url/use-scope.ts'
import { Campaigns } from './Campaigns.tsx'
import { Footnote } from './Footnote.tsx'
import { engagementQuestion } from '../../kit/engagement/engagement-question.ts'
import { HumanOrMachine } from '../../kit/engagement/HumanOrMachine.tsx'
import { activityQuestion } from '../../kit/metrics/activity-question.ts'
import { KeyNumbers } from '../../kit/metrics/KeyNumbers.tsx'
import { ActivityOverTime } from '../../kit/metrics/ActivityOverTime.tsx'
import './OverviewPage.css'
import { keyNumbersQuestion } from './questions.ts'

export default function OverviewPage() {
  const scope = useScope()
  return (
    <>
      <PageHeader title="Overview" tools={<ScopeTools />}>
        {formatPeriod(scope.period)} <ComparedWith />
      </PageHeader>
      <div className="overview-tiles">
        <KeyNumbers className="overview-wide" question={keyNumbersQuestion(scope)} />
        <ActivityOverTime question={activityQuestion(scope)} />
        <HumanOrMachine question={engagementQuestion(scope)} />
        <Campaigns scope={scope} />
      </div>
      <Footnote scope={scope} />
    </>
  )
}
