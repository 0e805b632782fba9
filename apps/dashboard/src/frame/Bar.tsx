import { ActionIcon } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconSearch } from '@tabler/icons-react'
import type { WorkspaceNow } from '@airgraph/contract/workspaces.ts'
import type { LiveState } from '../api/live.ts'
import { LastEvent } from '../kit/LastEvent.tsx'
import { Wordmark } from '../kit/Wordmark.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import './Bar.css'
import { WorkspaceSwitcher } from './WorkspaceSwitcher.tsx'
import type { SwitcherProps } from './WorkspaceSwitcher.tsx'

interface Props extends SwitcherProps {
  /** Absent until the server has said which. */
  readonly workspace: WorkspaceNow | undefined
  readonly live: LiveState
  readonly onPause: () => void
  readonly onSearch: () => void
}

export const Bar = ({ workspace, live, onPause, onSearch, ...switcher }: Props) => (
  <header className="bar">
    <div className="bar-narrow">
      <Wordmark />
      <WorkspaceSwitcher {...switcher} />
    </div>
    <button type="button" className="plain bar-search no-print" onClick={onSearch}>
      <IconSearch size={15} aria-hidden />
      <span>Search or go to …</span>
      <kbd>⌘K</kbd>
    </button>
    <div className="bar-end">
      {workspace && (
        <LastEvent at={workspace.lastEventAt} timeZone={workspace.timeZone} live={live} />
      )}
      <ActionIcon
        className="no-print"
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={live === 'paused' ? 'Go on live' : 'Pause live updates'}
        onClick={onPause}
      >
        {live === 'paused' ? (
          <IconPlayerPlay size={17} stroke={1.6} aria-hidden />
        ) : (
          <IconPlayerPause size={17} stroke={1.6} aria-hidden />
        )}
      </ActionIcon>
      <AccountMenu />
    </div>
  </header>
)
