import { Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import './SortHeader.css'

export type Sorted = 'ascending' | 'descending' | null

interface Props {
  readonly kind: 'words' | 'number'
  readonly sorted: Sorted
  readonly onSort: () => void
  /** What the column means. */
  readonly says?: ReactNode
  readonly children: ReactNode
}

const arrows = { ascending: '↑', descending: '↓' }

/** A column's head that sorts by it. */
export const SortHeader = ({ kind, sorted, onSort, says, children }: Props) => (
  <th scope="col" aria-sort={sorted ?? 'none'} className={`sort-header data-table-${kind}`}>
    <Tooltip
      label={says}
      disabled={!says}
      multiline
      w={300}
      position="top-end"
      events={{ hover: true, focus: true, touch: false }}
      openDelay={400}
      classNames={{ tooltip: 'definition-card' }}
    >
      <button type="button" className="plain" onClick={onSort}>
        {children}
        <span className="sort-header-arrow" aria-hidden>
          {sorted ? arrows[sorted] : ''}
        </span>
      </button>
    </Tooltip>
  </th>
)
