import type { Question } from '@airgraph/domain/question.ts'
import { readMoment, zoneOf } from './period.ts'
import type { Scope } from './scope.ts'

/** What a reader should know of what is not there any more. */
export function removedNotes(question: Question, scope: Scope): readonly string[] {
  const { removed } = scope
  if (removed === undefined) return []
  const from = question.from === undefined ? -Infinity : fromOf(question, question.from, scope)
  const reaches = (before: string) => from < Date.parse(before)
  const { all, loose, totals } = removed
  const kept =
    totals === 'keep'
      ? 'Totals of days are kept: whatever needs single events has none of them.'
      : 'So are their totals.'
  return [
    ...(all !== undefined && reaches(all)
      ? [
          `Messages that were sent before ${all} are removed, and what else happened before it. ${kept}`,
        ]
      : []),
    ...Object.entries(loose)
      .filter(([, before]) => (all === undefined || before > all) && reaches(before))
      .map(
        ([kind, before]) =>
          `“${kind}” events before ${before} that name no message are removed. ${kept}`,
      ),
  ]
}

const fromOf = (question: Question, from: string, scope: Scope) =>
  readMoment(from, zoneOf('timeZone' in question ? question : {}, scope))
