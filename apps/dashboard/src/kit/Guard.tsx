import { Component } from 'react'
import type { ReactNode } from 'react'
import { Problem } from './Problem.tsx'

interface Props {
  readonly children: ReactNode
}

interface State {
  readonly error: Error | null
}

/** One part that fails, for a bug of ours or a chunk that did not arrive, leaves the rest of the page standing. */
export class Guard extends Component<Props, State> {
  override state: State = { error: null }

  static getDerivedStateFromError = (error: Error): State => ({ error })

  override render() {
    const { error } = this.state
    if (error) return <Problem of={error} onRetry={() => window.location.reload()} />
    return this.props.children
  }
}
