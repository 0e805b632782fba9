import { Skeleton } from '@mantine/core'
import { formatRatio } from '../../format/numbers.ts'
import { Answered } from '../../kit/Answered.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import { ClassBar } from './ClassBar.tsx'
import { ClassTable } from './ClassTable.tsx'
import { countOf, humanRatio, sharesOf } from './engagement-shares.ts'
import './HumanOrMachine.css'
import { classesQuestion } from './questions.ts'
import type { Scope } from './questions.ts'

export function HumanOrMachine({ scope }: { scope: Scope }) {
  const answer = useAnswer(classesQuestion(scope))
  const rows = answer.data?.answer.rows ?? []
  const opens = sharesOf(rows, 'opens')
  const clicks = sharesOf(rows, 'clicks')
  return (
    <TileFrame
      title="Human or machine"
      subtitle={summary(humanRatio(opens), humanRatio(clicks))}
      outdated={answer.isPlaceholderData}
      notes={answer.data?.answer.notes}
      testId="engagement"
    >
      <Answered of={answer} skeleton={<HumanOrMachineSkeleton />}>
        {() =>
          countOf(opens) + countOf(clicks) === 0 ? (
            <p className="human-or-machine-none">Nothing was opened or clicked in this period.</p>
          ) : (
            <div className="human-or-machine">
              <ClassBar title="Opens" shares={opens} />
              <ClassBar title="Clicks" shares={clicks} />
              <ClassTable opens={opens} clicks={clicks} />
            </div>
          )
        }
      </Answered>
    </TileFrame>
  )
}

/** A sentence for whoever reads no further. */
function summary(opens: number | null, clicks: number | null) {
  if (opens === null || clicks === null) return 'Who caused the opens and clicks'
  return `People made ${formatRatio(opens)} of the opens and ${formatRatio(clicks)} of the clicks`
}

const HumanOrMachineSkeleton = () => (
  <div className="human-or-machine">
    <Skeleton height={34} />
    <Skeleton height={34} />
    <Skeleton height={252} />
  </div>
)
