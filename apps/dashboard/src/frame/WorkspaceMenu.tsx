import { Menu, Popover, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconCheck, IconPlus, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { MyWorkspace } from '../api/me.ts'
import { roleWords } from '../words/roles.ts'
import { groupWorkspaces } from './workspace-groups.ts'
import type { WorkspaceGroup } from './workspace-groups.ts'
import './WorkspaceMenu.css'

interface Props {
  readonly workspaces: readonly MyWorkspace[]
  readonly shown: MyWorkspace
  readonly onSwitch: (workspaceId: string) => void
}

export const PlainMenu = (props: Props) => (
  <Menu.Dropdown className="workspace-menu">
    <Places groups={groupWorkspaces(props.workspaces)} {...props} />
    <Make {...props} />
  </Menu.Dropdown>
)

/**
 * A menu may hold nothing but what is chosen of it. So with a field in it, it is a dialog, and the menu stands below the
 * field; which is also why this is not `Menu.Search`, where focus stays in the field and nobody hears what is chosen.
 */
export function SearchedMenu(props: Props) {
  const [text, setText] = useState('')
  const groups = groupWorkspaces(props.workspaces, text)
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const all = event.currentTarget.closest('[data-menu-dropdown]')
    const first = all?.querySelector<HTMLElement>('[data-menu-item]')
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      first?.focus()
    }
    const isSaid = text.trim() !== '' && !event.nativeEvent.isComposing
    if (event.key === 'Enter' && isSaid && groups.length > 0) first?.click()
  }
  return (
    <Popover.Dropdown
      className="workspace-menu workspace-menu-searched"
      aria-label="Choose a workspace"
      aria-labelledby={undefined}
      data-menu-dropdown
    >
      <TextInput
        size="xs"
        aria-label="Find a workspace"
        placeholder="Find a workspace"
        autoComplete="off"
        spellCheck={false}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <p className="workspace-menu-none" role="status">
        {groups.length === 0 && `No workspace’s name contains “${text}”`}
      </p>
      {(groups.length > 0 || mayMake(props.workspaces)) && (
        <div role="menu" aria-label="Workspaces">
          <Places groups={groups} {...props} />
          <Make {...props} />
        </div>
      )}
    </Popover.Dropdown>
  )
}

const Places = ({
  groups,
  shown,
  onSwitch,
}: Props & { readonly groups: readonly WorkspaceGroup[] }) => (
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
  </div>
)

interface PlaceProps extends Pick<Props, 'onSwitch'> {
  readonly of: MyWorkspace
  readonly isShown: boolean
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

const mayMake = (workspaces: Props['workspaces']) =>
  workspaces.some(({ role }) => role === 'owner' || role === 'admin')

const Make = ({ workspaces }: Pick<Props, 'workspaces'>) =>
  mayMake(workspaces) && (
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
  )
