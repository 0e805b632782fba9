import { EngagementChoice } from './EngagementChoice.tsx'
import { PeriodChoice } from './PeriodChoice.tsx'

interface Props {
  /** Whether anything on the page depends on who opened and clicked. */
  readonly engagement?: boolean
  readonly compares?: boolean
}

/** What most pages are about: whose engagement, and which days. */
export const ScopeTools = ({ engagement = true, compares = true }: Props) => (
  <>
    {engagement && <EngagementChoice />}
    <PeriodChoice compares={compares} />
  </>
)
