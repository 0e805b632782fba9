import type { ReactNode } from 'react'
import { SchemeToggle } from '../kit/SchemeToggle.tsx'
import { Toaster } from '../kit/Toaster.tsx'
import { Wordmark } from '../kit/Wordmark.tsx'
import './Alone.css'

/** Around a page that stands in no workspace. */
export const Alone = ({ children }: { readonly children: ReactNode }) => (
  <div className="alone">
    <header className="alone-bar">
      <Wordmark />
      <SchemeToggle />
    </header>
    {children}
    <Toaster />
  </div>
)

interface CardProps {
  readonly title: string
  readonly intro?: ReactNode
  readonly wide?: boolean
  readonly children?: ReactNode
}

export const AloneCard = ({ title, intro, wide = false, children }: CardProps) => (
  <main id="main" className={wide ? 'alone-main alone-main-wide' : 'alone-main'} tabIndex={-1}>
    <title>{`${title} · Airgraph`}</title>
    <div className="alone-card">
      <header>
        <h1>{title}</h1>
        {intro && <p>{intro}</p>}
      </header>
      {children}
    </div>
  </main>
)
