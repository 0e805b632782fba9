import type { MetricName } from '@airgraph/domain/question.ts'
import { Skeleton } from '@mantine/core'
import { useRef } from 'react'
import { Answered } from '../Answered.tsx'
import { Guard } from '../Guard.tsx'
import { InView, useInView } from '../live/in-view.ts'
import { useAnswer } from '../use-answer.ts'
import { KeyNumber } from './KeyNumber.tsx'
import './KeyNumbers.css'
import type { MetricsQuestion } from './metrics-question.ts'

interface Props {
  readonly question: MetricsQuestion
  readonly className?: string
}

/** A question of metrics without a split: its numbers in a row. */
export function KeyNumbers({ question, className = '' }: Props) {
  const answered = useAnswer(question)
  const place = useRef<HTMLElement>(null)
  const isInView = useInView(place)
  return (
    <section
      ref={place}
      className={`key-numbers ${className}`}
      aria-label="Key numbers"
      aria-busy={answered.isPlaceholderData}
      data-testid="key-numbers"
    >
      <InView value={isInView}>
        <Guard>
          <Answered of={answered} skeleton={<KeyNumbersSkeleton of={question.metrics} />}>
            {({ question: asked, answer }) => (
              <>
                <div className="key-numbers-grid">
                  {answer.columns.map((column) => (
                    <KeyNumber
                      key={column.metric}
                      column={column}
                      measured={answer.rows[0]?.values[column.metric] ?? { value: null }}
                      engagement={asked.engagement}
                      compares={asked.compare !== undefined}
                      provenance={answer}
                    />
                  ))}
                </div>
                {answer.notes.length > 0 && (
                  <p className="key-numbers-notes">{answer.notes.join(' ')}</p>
                )}
              </>
            )}
          </Answered>
        </Guard>
      </InView>
    </section>
  )
}

const KeyNumbersSkeleton = ({ of }: { readonly of: readonly MetricName[] }) => (
  <div className="key-numbers-grid" role="status" aria-label="Loading">
    {of.map((metric) => (
      <div className="key-number" key={metric}>
        <Skeleton height={12} width="50%" my={4} />
        <Skeleton height={26} width="60%" my={8} />
        <Skeleton height={12} width="30%" my={4} />
      </div>
    ))}
  </div>
)
