import type { LiveState } from '../../api/live.ts'
import type { WorkspaceNow } from '@airgraph/contract/workspaces.ts'
import { LastEvent } from '../../kit/LastEvent.tsx'
import { SchemeToggle } from '../../kit/SchemeToggle.tsx'
import { Wordmark } from '../../kit/Wordmark.tsx'
import './Header.css'

interface Props {
  /** Absent until the server has said which. */
  readonly workspace: WorkspaceNow | undefined
  readonly live: LiveState
}

export const Header = ({ workspace, live }: Props) => (
  <header className="page-header">
    <div className="page-header-inner">
      <Wordmark />
      {workspace && (
        <span className="page-header-workspace">
          <span className="page-header-name">{workspace.name}</span>
          {workspace.sample && (
            <span className="page-header-sample" title="Every event here is simulated">
              simulated
            </span>
          )}
        </span>
      )}
      <div className="page-header-end">
        {workspace && (
          <LastEvent at={workspace.lastEventAt} timeZone={workspace.timeZone} live={live} />
        )}
        <SchemeToggle />
      </div>
    </div>
  </header>
)
