import type { Answer } from '@airgraph/domain/answer.ts'
import { impossible } from '@airgraph/domain/failure.ts'
import type { Question } from '@airgraph/domain/question.ts'
import { coldMonths, coldNote } from './cold.ts'
import { compileFunnel } from './compile-funnel.ts'
import { compileJourney } from './compile-journey.ts'
import { compileMetrics } from './compile-metrics.ts'
import { removedNotes } from './removed.ts'
import type { Compiled, Rows, Scope } from './scope.ts'

export { gather } from './scope.ts'
export type { Compiled, Row, Run, Scope } from './scope.ts'

/** Throws a `Failure` ("invalid") that says what to do instead where a question makes no sense. */
export function compile(question: Question, scope: Scope): Compiled<Answer> {
  const { statements, further, decode } = compileAny(question, scope)
  const removed = removedNotes(question, scope)
  const asked = Object.values(statements)
  return {
    statements,
    ...(further && {
      further(rows: Rows) {
        const more = further(rows)
        asked.push(...Object.values(more))
        return more
      },
    }),
    decode(rows, run) {
      const cold = coldMonths(asked, scope)
      const answer = decode(rows, run)
      const notes = [...answer.notes, ...removed, ...(cold.length > 0 ? [coldNote(cold)] : [])]
      return { ...answer, ...(cold.length > 0 && { cold: [...cold] }), notes }
    },
  }
}

function compileAny(question: Question, scope: Scope): Compiled<Answer> {
  switch (question.type) {
    case 'metrics':
      return compileMetrics(question, scope)
    case 'funnel':
      return compileFunnel(question, scope)
    case 'journey':
      return compileJourney(question, scope)
    default:
      return impossible(question)
  }
}
