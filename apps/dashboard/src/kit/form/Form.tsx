import type { ReactNode } from 'react'
import './Form.css'

interface Props {
  /** By its button, or by Enter in one of its fields. */
  readonly onSubmit: () => unknown
  readonly className?: string
  /** What is wrong is said by whoever takes it, not by the browser. */
  readonly noValidate?: boolean
  readonly children: ReactNode
}

export const Form = ({ onSubmit, className = '', noValidate = false, children }: Props) => (
  <form
    className={`form ${className}`}
    noValidate={noValidate}
    onSubmit={(event) => {
      event.preventDefault()
      onSubmit()
    }}
  >
    {children}
  </form>
)
