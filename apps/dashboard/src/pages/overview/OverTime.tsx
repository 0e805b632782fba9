import { useState } from 'react'
import { Answered } from '../../kit/Answered.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import type { LocalDay } from '../../time/local-day.ts'
import type { Calendar } from '../../time/period.ts'
import { OverTimeSkeleton } from './OverTimeSkeleton.tsx'
import { OverTimeView } from './OverTimeView.tsx'
import { overTimeQuestion } from './questions.ts'
import type { Scope } from './questions.ts'
import { TableToggle } from './TableToggle.tsx'

interface Props {
  readonly scope: Scope
  readonly calendar: Calendar
  readonly today: LocalDay
}

const grainWords = { day: 'By day', week: 'By week' }

export function OverTime({ scope, calendar, today }: Props) {
  const question = overTimeQuestion(scope)
  const answer = useAnswer(question)
  const [asTable, setAsTable] = useState(false)
  return (
    <TileFrame
      title="Over time"
      subtitle={`${grainWords[question.grain]}, when it happened`}
      tools={<TableToggle pressed={asTable} onToggle={() => setAsTable(!asTable)} />}
      outdated={answer.isPlaceholderData}
      notes={answer.data?.answer.notes}
      testId="chart-over-time"
    >
      <Answered of={answer} skeleton={<OverTimeSkeleton />}>
        {(answered) => (
          <OverTimeView of={answered} calendar={calendar} today={today} asTable={asTable} />
        )}
      </Answered>
    </TileFrame>
  )
}
