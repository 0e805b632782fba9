import type { ReactNode } from 'react'
import { useWorkspaceNow } from '../frame/workspace-context.ts'
import './ForManagers.css'

interface Props {
  /** What is managed here. */
  readonly what: string
  readonly children: ReactNode
}

/** In place of what only owners and admins may do. */
export function ForManagers({ what, children }: Props) {
  const { name, sample } = useWorkspaceNow()
  return (
    <section className="for-managers">
      <p>
        {sample
          ? `“${name}” is simulated: nothing reports to it, and nothing in it can be changed. In a workspace of your own you manage ${what} here.`
          : `Owners and admins of “${name}” manage ${what}. Ask one of them.`}
      </p>
      <p>{children}</p>
    </section>
  )
}
