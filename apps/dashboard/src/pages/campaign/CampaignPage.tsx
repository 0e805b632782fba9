import { Link, useParams } from '@tanstack/react-router'
import { formatDay, formatPeriod } from '../../format/moments.ts'
import { addDays } from '../../time/local-day.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { HumanOrMachine } from '../../kit/engagement/HumanOrMachine.tsx'
import { Kept } from '../../kit/live/Kept.tsx'
import { KeyNumbers } from '../../kit/metrics/KeyNumbers.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { ScopeTools } from '../../kit/ScopeTools.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import type { Scope } from '../../url/scope.ts'
import { useScope } from '../../url/use-scope.ts'
import { useScopeSearch } from '../../url/use-view.ts'
import { ClickMap } from './click-map/ClickMap.tsx'
import { Funnel } from './Funnel.tsx'
import { OverTime } from './OverTime.tsx'
import { classesQuestion, keyNumbersQuestion, sentQuestion } from './questions.ts'
import { Reasons } from './Reasons.tsx'
import { Recipients } from './Recipients.tsx'
import { Splits } from './Splits.tsx'
import { Variants } from './Variants.tsx'
import { wentOut } from './went-out.ts'

export default function CampaignPage() {
  const { campaign = '' } = useParams({ strict: false })
  const scope = useScope()
  const search = useScopeSearch()
  const of = { scope, campaign }
  return (
    <>
      <PageHeader
        title={campaign}
        above={
          <Link to="/campaigns" search={search}>
            Campaigns
          </Link>
        }
        tools={<ScopeTools compares={false} />}
      >
        <Sent {...of} />
      </PageHeader>
      <div className="tiles">
        <KeyNumbers className="tiles-wide" question={keyNumbersQuestion(scope, campaign)} />
        <Funnel {...of} />
        <HumanOrMachine question={classesQuestion(scope, campaign)}>
          <Reasons {...of} />
        </HumanOrMachine>
        <OverTime {...of} />
        <Variants {...of} />
        <ClickMap {...of} />
        <Splits {...of} />
        <Recipients {...of} />
      </div>
    </>
  )
}

/** When it went out, as far as the period reaches. */
function Sent({ scope, campaign }: { readonly scope: Scope; readonly campaign: string }) {
  const { timeZone } = useWorkspaceNow()
  const answered = useAnswer(sentQuestion(scope, campaign))
  return (
    <>
      <Kept of={answered} />
      {answered.data
        ? sentInWords(wentOut(answered.data.answer.rows, timeZone), scope)
        : `Mail sent ${formatPeriod(scope.period)}`}
    </>
  )
}

function sentInWords(out: ReturnType<typeof wentOut>, { period }: Scope) {
  if (out === null) return `Nothing was sent ${formatPeriod(period)}`
  return out.first === out.last
    ? `Sent on ${formatDay(out.first)}`
    : `Sent ${formatPeriod({ from: out.first, to: addDays(out.last, 1) })}`
}
