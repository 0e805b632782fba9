import type { ReactNode } from 'react'
import './PageHeader.css'
import { SavedViews } from './views/SavedViews.tsx'

interface Props {
  readonly title: string
  /** Where this page hangs: a link to the page above. */
  readonly above?: ReactNode
  /** Under the title, in a line. */
  readonly children?: ReactNode
  /** At the right: what the page is about, and what can be done. */
  readonly tools?: ReactNode
}

export const PageHeader = ({ title, above, children, tools }: Props) => (
  <header className="page-header">
    <title>{`${title} · Airgraph`}</title>
    <div className="page-header-title">
      {above && <div className="page-header-above">{above}</div>}
      <h1>{title}</h1>
      {children && <p>{children}</p>}
    </div>
    <div className="page-header-tools no-print">
      <SavedViews />
      {tools}
    </div>
  </header>
)
