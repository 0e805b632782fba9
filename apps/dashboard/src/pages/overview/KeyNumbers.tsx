import { Problem } from '../../kit/Problem.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import { KeyNumber } from './KeyNumber.tsx'
import './KeyNumbers.css'
import { KeyNumbersSkeleton } from './KeyNumbersSkeleton.tsx'
import { keyNumbersQuestion } from './questions.ts'
import type { Scope } from './questions.ts'

export function KeyNumbers({ scope }: { scope: Scope }) {
  const { data, error, isPlaceholderData, refetch } = useAnswer(keyNumbersQuestion(scope))
  if (!data && error) {
    return (
      <section className="key-numbers-problem overview-wide" aria-label="Key numbers">
        <Problem of={error} onRetry={() => void refetch()} />
      </section>
    )
  }
  if (!data) return <KeyNumbersSkeleton />
  const { question, answer } = data
  const values = answer.rows[0]?.values ?? {}
  return (
    <section
      className={`key-numbers overview-wide ${isPlaceholderData ? 'key-numbers-outdated' : ''}`}
      aria-label="Key numbers"
      aria-busy={isPlaceholderData}
      data-testid="key-numbers"
    >
      {answer.columns.map((column) => (
        <KeyNumber
          key={column.metric}
          column={column}
          measured={values[column.metric] ?? { value: null }}
          engagement={question.engagement}
        />
      ))}
    </section>
  )
}
