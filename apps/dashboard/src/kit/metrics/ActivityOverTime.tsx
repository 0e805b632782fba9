import type { ComponentProps } from 'react'
import { OverTimeTile } from './OverTimeTile.tsx'
import type { Drawing } from './OverTimeTile.tsx'

/** Mail goes out by the ten thousand and is clicked by the dozen: on one scale the clicks would lie flat. */
const drawn: readonly Drawing[] = [
  { weight: 2, metrics: [{ metric: 'sent', colour: 'sent', shape: 'bars' }] },
  {
    weight: 5,
    metrics: [
      { metric: 'opens', colour: 'opens', shape: 'area' },
      { metric: 'clicks', colour: 'clicks', shape: 'line' },
    ],
  },
]

type Props = Pick<ComponentProps<typeof OverTimeTile>, 'question' | 'className'>

export const ActivityOverTime = (props: Props) => (
  <OverTimeTile {...props} title="Over time" testId="chart-over-time" drawn={drawn} />
)
