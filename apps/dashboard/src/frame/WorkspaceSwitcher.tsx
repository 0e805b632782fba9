import { Menu } from '@mantine/core'
import { IconCheck, IconSelector } from '@tabler/icons-react'
import type { Me, MyWorkspace } from '../api/me.ts'
import './WorkspaceSwitcher.css'

export interface SwitcherProps {
  readonly me: Me
  readonly shown: Pick<MyWorkspace, 'id' | 'name' | 'sample'> | null
  readonly onSwitch: (workspaceId: string) => void
}

export function WorkspaceSwitcher({ me, shown, onSwitch }: SwitcherProps) {
  if (shown === null) return <div className="workspace-switcher" aria-hidden />
  if (me.workspaces.length < 2)
    return (
      <div className="workspace-switcher" data-testid="workspace">
        <Name of={shown} />
      </div>
    )
  return (
    <Menu position="bottom-start" width={240} shadow="md">
      <Menu.Target>
        <button
          type="button"
          className="plain workspace-switcher"
          data-testid="workspace"
          aria-label={`Workspace ${shown.name}. Choose another`}
        >
          <Name of={shown} />
          <IconSelector size={15} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {me.workspaces.map(({ id, name, sample }) => (
          <Menu.Item
            key={id}
            leftSection={<IconCheck size={15} opacity={id === shown.id ? 1 : 0} aria-hidden />}
            onClick={() => onSwitch(id)}
          >
            {name}
            {sample && ' (simulated)'}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

const Name = ({ of: { name, sample } }: { of: Pick<MyWorkspace, 'name' | 'sample'> }) => (
  <>
    <span className="workspace-switcher-mark" aria-hidden>
      {name.slice(0, 1).toUpperCase()}
    </span>
    <span className="workspace-switcher-name">{name}</span>
    {sample && (
      <span className="badge" title="Every event here is simulated">
        simulated
      </span>
    )}
  </>
)
