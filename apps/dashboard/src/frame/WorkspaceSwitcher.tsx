import { Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconCheck, IconPlus, IconSearch, IconSelector } from '@tabler/icons-react'
import { useState } from 'react'
import type { Me, MyWorkspace } from '../api/me.ts'
import { roleWords } from '../words/roles.ts'
import { groupWorkspaces, searchFrom } from './workspace-groups.ts'
import './WorkspaceSwitcher.css'

export interface SwitcherProps {
  readonly me: Me
  readonly shown: MyWorkspace | null
  readonly onSwitch: (workspaceId: string) => void
}

export function WorkspaceSwitcher({ me, shown, onSwitch }: SwitcherProps) {
  const [text, setText] = useState('')
  if (shown === null) return <div className="workspace-switcher" aria-hidden />
  if (me.workspaces.length < 2 && me.person === null)
    return (
      <div className="workspace-switcher" data-testid="workspace">
        <Name of={shown} />
      </div>
    )
  const groups = groupWorkspaces(me.workspaces, text)
  return (
    <Menu
      withInitialFocusPlaceholder={false}
      position="bottom-start"
      width={280}
      shadow="md"
      onClose={() => setText('')}
    >
      <Menu.Target>
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
      <Menu.Dropdown className="workspace-menu">
        {me.workspaces.length >= searchFrom && (
          <Menu.Search
            size="xs"
            aria-label="Find a workspace"
            placeholder="Find a workspace"
            leftSection={<IconSearch size={14} aria-hidden />}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
        )}
        <div className="workspace-menu-found">
          {groups.map(({ title, workspaces }) => (
            <div key={title} role="group" aria-label={title}>
              <Menu.Label>{title}</Menu.Label>
              {workspaces.map((workspace) => (
                <Place
                  key={workspace.id}
                  of={workspace}
                  isShown={workspace.id === shown.id}
                  onSwitch={onSwitch}
                />
              ))}
            </div>
          ))}
          {groups.length === 0 && <Menu.Label>No workspace’s name contains “{text}”</Menu.Label>}
        </div>
        {me.workspaces.some(({ role }) => role === 'owner' || role === 'admin') && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconPlus size={15} aria-hidden />}
              component={Link}
              to="/workspaces/new"
            >
              Make a workspace …
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

interface PlaceProps {
  readonly of: MyWorkspace
  readonly isShown: boolean
  readonly onSwitch: (workspaceId: string) => void
}

const Place = ({ of: { id, name, sample, role, deletesAt }, isShown, onSwitch }: PlaceProps) => (
  <Menu.Item
    leftSection={<IconCheck size={15} opacity={isShown ? 1 : 0} aria-hidden />}
    rightSection={
      <span className="workspace-menu-role">
        {deletesAt && 'to be deleted'}
        {!deletesAt && (sample ? 'simulated' : roleWords[role].title)}
      </span>
    }
    aria-current={isShown}
    onClick={() => onSwitch(id)}
  >
    {name}
  </Menu.Item>
)

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
