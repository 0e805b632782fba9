import type { ReactNode } from 'react'
import './Nothing.css'

/** Stands where there is nothing to show, and says what to do about it. */
export const Nothing = ({ children }: { children: ReactNode }) => (
  <p className="nothing">{children}</p>
)
