import { Skeleton } from '@mantine/core'
import { formatRatio } from '../../format/numbers.ts'
import { Problem } from '../../kit/Problem.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import { ClassBar } from './ClassBar.tsx'
import { ClassTable } from './ClassTable.tsx'
import { countOf, humanRatio, sharesOf } from './engagement-shares.ts'
import './HumanOrMachine.css'
import { classesQuestion } from './questions.ts'
import type { Scope } from './questions.ts'

export function HumanOrMachine({ scope }: { scope: Scope }) {
  const { data, error, isPlaceholderData, refetch } = useAnswer(classesQuestion(scope))
  const rows = data?.answer.rows ?? []
  const opens = sharesOf(rows, 'opens')
  const clicks = sharesOf(rows, 'clicks')
  return (
    <TileFrame
      title="Human or machine"
      subtitle={data && summary(humanRatio(opens), humanRatio(clicks))}
      outdated={isPlaceholderData}
      notes={data?.answer.notes}
      testId="engagement"
    >
      {data && countOf(opens) + countOf(clicks) > 0 && (
        <div className="human-or-machine">
          <ClassBar title="Opens" shares={opens} />
          <ClassBar title="Clicks" shares={clicks} />
          <ClassTable opens={opens} clicks={clicks} />
        </div>
      )}
      {data && countOf(opens) + countOf(clicks) === 0 && (
        <p className="human-or-machine-none">
          Nobody and nothing opened or clicked in this period.
        </p>
      )}
      {!data && error && <Problem of={error} onRetry={() => void refetch()} />}
      {!data && !error && <HumanOrMachineSkeleton />}
    </TileFrame>
  )
}

/** A sentence for whoever reads no further. */
function summary(opens: number | null, clicks: number | null) {
  if (opens === null || clicks === null) return undefined
  return `People made ${formatRatio(opens)} of the opens and ${formatRatio(clicks)} of the clicks`
}

const HumanOrMachineSkeleton = () => (
  <div className="human-or-machine">
    <Skeleton height={34} />
    <Skeleton height={34} />
    <Skeleton height={210} />
  </div>
)
