import { hours } from '@airgraph/domain/units.ts'
import { type Step, nothing } from './step.ts'

/** Clocks go wrong by a time zone, not by more. */
const clockError = hours(24)
/** A plausible programme is younger than this; what is older is a date that was not filled in. */
const earliest = Date.UTC(1990, 0, 1)

export const time: Step = ({ reported, context }) => {
  const at = reported.occurredAt.getTime()
  if (Number.isNaN(at)) return 'unreadable-time'
  if (at > context.receivedAt.getTime() + clockError) return 'from-the-future'
  if (at < earliest) return 'too-old'
  return nothing
}
