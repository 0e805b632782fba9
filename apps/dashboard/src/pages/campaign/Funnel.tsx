import type { FunnelAnswer } from '@airgraph/domain/answer.ts'
import { Skeleton } from '@mantine/core'
import { formatCount, formatDuration, formatRatio, unknown } from '../../format/numbers.ts'
import { Answered } from '../../kit/Answered.tsx'
import { Nothing } from '../../kit/Nothing.tsx'
import { toCsv } from '../../kit/table/to-csv.ts'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import type { Scope } from '../../url/scope.ts'
import './Funnel.css'
import { funnelQuestion } from './questions.ts'

type Step = FunnelAnswer['groups'][number]['steps'][number]

const words: Readonly<Record<string, string>> = {
  sent: 'Sent',
  delivered: 'Delivered',
  opened: 'Opened',
  clicked: 'Clicked',
  converted: 'Converted',
}

export function Funnel({ scope, campaign }: { readonly scope: Scope; readonly campaign: string }) {
  const question = funnelQuestion(scope, campaign)
  const answered = useAnswer(question)
  const steps = answered.data?.answer.groups[0]?.steps ?? []
  return (
    <TileFrame
      title="From sent to converted"
      subtitle="Every message of a step has been through all steps before it"
      outdated={answered.isPlaceholderData}
      notes={answered.data && [answered.data.answer.definition, ...answered.data.answer.notes]}
      testId="funnel"
      menu={{ question, provenance: answered.data?.answer, csv: () => toCsv(csvColumns, steps) }}
    >
      <Answered of={answered} skeleton={<FunnelSkeleton />}>
        {() =>
          steps.length === 0 || steps[0]?.count === 0 ? (
            <Nothing>
              No mail of this campaign was sent in this period. Choose a longer one.
            </Nothing>
          ) : (
            <ol className="funnel">
              {steps.map((step, i) => (
                <Bar key={step.step} step={step} first={i === 0} />
              ))}
            </ol>
          )
        }
      </Answered>
    </TileFrame>
  )
}

const share = (value: number | null) => (value === null ? unknown : formatRatio(value))

const Bar = ({ step, first }: { readonly step: Step; readonly first: boolean }) => (
  <li>
    <span className="funnel-step">{words[step.step] ?? step.step}</span>
    <span className="funnel-count">{formatCount(step.count)}</span>
    <span className="funnel-line" aria-hidden>
      <span style={{ width: `${(step.fromFirst.value ?? 0) * 100}%` }} />
    </span>
    <span className="funnel-shares">
      {first ? (
        'all'
      ) : (
        <>
          <strong>{share(step.fromFirst.value)}</strong> of sent · {share(step.fromPrevious.value)}{' '}
          of the step before
          {step.medianTime !== null && `, half of them within ${formatDuration(step.medianTime)}`}
        </>
      )}
    </span>
  </li>
)

const csvColumns = [
  { title: 'Step', value: ({ step }: Step) => step },
  { title: 'Messages', value: ({ count }: Step) => count },
  { title: 'Of sent', value: ({ fromFirst }: Step) => fromFirst.value },
  { title: 'Of the step before', value: ({ fromPrevious }: Step) => fromPrevious.value },
  { title: 'Median time, ms', value: ({ medianTime }: Step) => medianTime },
]

const FunnelSkeleton = () => (
  <div className="funnel" role="status" aria-label="Loading">
    {['100%', '96%', '40%', '14%', '8%'].map((width) => (
      <Skeleton key={width} height={40} width={width} />
    ))}
  </div>
)
