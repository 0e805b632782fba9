import type { Filter } from '@airgraph/domain/filter.ts'
import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatRatio } from '../../format/numbers.ts'
import { Answered } from '../Answered.tsx'
import { TileFrame } from '../TileFrame.tsx'
import { useAnswer } from '../use-answer.ts'
import { ClassBar } from './ClassBar.tsx'
import { ClassTable } from './ClassTable.tsx'
import { countOf, humanRatio, sharesOf } from './engagement-shares.ts'
import './HumanOrMachine.css'

interface Props {
  readonly question: {
    readonly type: 'metrics'
    readonly metrics: ('opens' | 'clicks')[]
    readonly from: string
    readonly to: string
    readonly engagement: 'all'
    readonly by: 'engagement'[]
    readonly where?: Filter
  }
  /** Beneath the classes. */
  readonly children?: ReactNode
}

/** Who caused the opens and clicks that are asked for, by class. */
export function HumanOrMachine({ question, children }: Props) {
  const answer = useAnswer(question)
  const rows = answer.data?.answer.rows ?? []
  const opens = sharesOf(rows, 'opens')
  const clicks = sharesOf(rows, 'clicks')
  return (
    <TileFrame
      title="Human or machine"
      subtitle={summary(humanRatio(opens), humanRatio(clicks))}
      outdated={answer.isPlaceholderData}
      notes={answer.data?.answer.notes}
      menu={{ question, provenance: answer.data?.answer }}
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
              {children}
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
