import { Menu } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'
import type { Me, MyWorkspace } from '../api/me.ts'
import { searchFrom } from './workspace-groups.ts'
import { PlainMenu, SearchedMenu } from './WorkspaceMenu.tsx'
import './WorkspaceSwitcher.css'

export interface SwitcherProps {
  readonly me: Me
  readonly shown: MyWorkspace | null
  readonly onSwitch: (workspaceId: string) => void
}

/** Mantine’s target passes it on to its popover’s, though its type does not say so. */
const asDialog = { popupType: 'dialog' }

export function WorkspaceSwitcher({ me, shown, onSwitch }: SwitcherProps) {
  if (shown === null) return <div className="workspace-switcher" aria-hidden />
  if (me.workspaces.length < 2 && me.person === null)
    return (
      <div className="workspace-switcher" data-testid="workspace">
        <Name of={shown} />
      </div>
    )
  const isSearched = me.workspaces.length >= searchFrom
  const Choose = isSearched ? SearchedMenu : PlainMenu
  return (
    <Menu
      withInitialFocusPlaceholder={false}
      withinPortal={false} // at the end of the page it would stand in no landmark
      floatingStrategy="fixed"
      position="bottom-start"
      width={280}
      shadow="md"
    >
      <Menu.Target {...(isSearched && asDialog)}>
        <button
          type="button"
          className="plain workspace-switcher"
          data-testid="workspace"
          title="Choose another workspace"
        >
          <Name of={shown} />
          <IconSelector size={15} aria-hidden />
        </button>
      </Menu.Target>
      <Choose workspaces={me.workspaces} shown={shown} onSwitch={onSwitch} />
    </Menu>
  )
}

const Name = ({ of: { name, sample, brand } }: { of: MyWorkspace }) => (
  <>
    {brand.logoUrl ? (
      <img className="workspace-switcher-logo" src={brand.logoUrl} alt="" />
    ) : (
      <span className="workspace-switcher-mark" aria-hidden>
        {name.slice(0, 1).toUpperCase()}
      </span>
    )}
    <span className="workspace-switcher-name">{name}</span>
    {sample && (
      <span className="badge" title="Every event here is simulated">
        simulated
      </span>
    )}
  </>
)
