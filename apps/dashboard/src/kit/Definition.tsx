import { Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import './Definition.css'

interface Props {
  /** What a hover, a tap or the keyboard's focus shows. */
  readonly says: ReactNode
  readonly children: ReactNode
}

/** A word whose meaning is at hand. */
export const Definition = ({ says, children }: Props) => (
  <Tooltip
    label={says}
    multiline
    w={300}
    position="bottom-start"
    events={{ hover: true, focus: true, touch: true }}
    openDelay={150}
    classNames={{ tooltip: 'definition-card' }}
  >
    <button type="button" className="plain definition">
      {children}
    </button>
  </Tooltip>
)
