import { useId, useRef } from 'react'
import type { ReactNode } from 'react'
import { Guard } from './Guard.tsx'
import { InView, useInView } from './live/in-view.ts'
import './TileFrame.css'
import { TileMenu } from './TileMenu.tsx'
import type { TileMenuProps } from './TileMenu.tsx'

interface Props {
  readonly title: string
  /** Under the title, in a few words. */
  readonly subtitle?: ReactNode
  /** At the right of the title. */
  readonly tools?: ReactNode
  /** What can be copied and saved of it; no menu where absent. */
  readonly menu?: TileMenuProps | undefined
  /** The answer shown is of the question before: a new one is on its way. */
  readonly outdated?: boolean
  /** What a reader should know about the answer. */
  readonly notes?: readonly string[] | undefined
  readonly testId: string
  readonly className?: string
  readonly children: ReactNode
}

/** The frame that every tile has. */
export function TileFrame({
  title,
  subtitle,
  tools,
  menu,
  outdated = false,
  notes = [],
  testId,
  className = '',
  children,
}: Props) {
  const id = useId()
  const tile = useRef<HTMLElement>(null)
  const isInView = useInView(tile)
  return (
    <section
      ref={tile}
      id={testId}
      className={`tile ${className}`}
      aria-labelledby={id}
      aria-busy={outdated}
      data-testid={testId}
    >
      <header className="tile-header">
        <div>
          <h2 id={id}>{title}</h2>
          {subtitle && <p>{subtitle}</p>}
        </div>
        {(tools || menu) && (
          <div className="tile-tools">
            {tools}
            {menu && <TileMenu {...menu} title={title} tile={tile} />}
          </div>
        )}
      </header>
      <div className={outdated ? 'tile-body tile-outdated' : 'tile-body'}>
        <InView value={isInView}>
          <Guard>{children}</Guard>
        </InView>
      </div>
      {notes.length > 0 && <TileNotes notes={notes} />}
    </section>
  )
}

const TileNotes = ({ notes }: { notes: readonly string[] }) => (
  <ul className="tile-notes">
    {notes.map((note) => (
      <li key={note}>{note}</li>
    ))}
  </ul>
)
