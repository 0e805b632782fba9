import { Skeleton } from '@mantine/core'
import { Answered } from '../../kit/Answered.tsx'
import { Guard } from '../../kit/Guard.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import { KeyNumber } from './KeyNumber.tsx'
import './KeyNumbers.css'
import { keyMetrics, keyNumbersQuestion } from './questions.ts'
import type { Scope } from './questions.ts'

export function KeyNumbers({ scope }: { scope: Scope }) {
  const answer = useAnswer(keyNumbersQuestion(scope))
  return (
    <section
      className="key-numbers overview-wide"
      aria-label="Key numbers"
      aria-busy={answer.isPlaceholderData}
      data-testid="key-numbers"
    >
      <Guard>
        <Answered of={answer} skeleton={<KeyNumbersSkeleton />}>
          {({ question, answer: { columns, rows, notes } }) => (
            <>
              <div className="key-numbers-grid">
                {columns.map((column) => (
                  <KeyNumber
                    key={column.metric}
                    column={column}
                    measured={rows[0]?.values[column.metric] ?? { value: null }}
                    engagement={question.engagement}
                  />
                ))}
              </div>
              {notes.length > 0 && <p className="key-numbers-notes">{notes.join(' ')}</p>}
            </>
          )}
        </Answered>
      </Guard>
    </section>
  )
}

const KeyNumbersSkeleton = () => (
  <div className="key-numbers-grid">
    {keyMetrics.map((metric) => (
      <div className="key-number" key={metric}>
        <Skeleton height={12} width="50%" my={4} />
        <Skeleton height={26} width="60%" my={8} />
        <Skeleton height={12} width="30%" my={4} />
      </div>
    ))}
  </div>
)
