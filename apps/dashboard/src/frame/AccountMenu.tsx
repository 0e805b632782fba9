import type { patchMe } from '@airgraph/contract/me.ts'
import { Button, Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { IconLogout, IconUser } from '@tabler/icons-react'
import { useApi } from '../api/api.ts'
import { SchemeToggle } from '../kit/SchemeToggle.tsx'
import { say } from '../kit/toast.ts'
import { useScopeSearch } from '../url/use-view.ts'
import './AccountMenu.css'
import { initialsOf } from './initials-of.ts'
import { useMeNow } from './me-context.ts'
import { useSignOut } from './use-sign-out.ts'

/** Whoever looks: what is theirs, and the way out. For a visitor, the way in. */
export function AccountMenu() {
  const { me, refresh } = useMeNow()
  const api = useApi()
  const signOut = useSignOut()
  const search = useScopeSearch()
  if (me.person === null)
    return (
      <>
        <SchemeToggle />
        <Button
          className="no-print account-enter"
          size="xs"
          variant="default"
          component={Link}
          to={me.setup ? '/setup' : '/sign-in'}
        >
          {me.setup ? 'Set up' : 'Sign in'}
        </Button>
      </>
    )
  const { name, email } = me.person
  const keep = (scheme: 'light' | 'dark' | 'auto') =>
    void api
      .call<typeof patchMe>('PATCH /v1/me', {
        body: { preferences: { theme: scheme === 'auto' ? 'system' : scheme } },
      })
      .then(refresh, () => {}) // this browser keeps it anyway
  const leave = () =>
    signOut().catch((error: Error) => say(`Not signed out: ${error.message}`, { tone: 'bad' }))
  return (
    <>
      <SchemeToggle onChoose={keep} />
      <Menu
        withInitialFocusPlaceholder={false}
        withinPortal={false} // at the end of the page it would stand in no landmark
        position="bottom-end"
        width={240}
        shadow="md"
      >
        <Menu.Target>
          <button type="button" className="plain account no-print" title={`Account of ${name}`}>
            <span aria-hidden>{initialsOf(name)}</span>
            <span className="hidden-visually">Account of {name}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <div className="account-who">
            <strong>{name}</strong>
            <span>{email}</span>
          </div>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconUser size={16} stroke={1.6} aria-hidden />}
            component={Link}
            to="/account"
            search={search as never}
          >
            My account
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLogout size={16} stroke={1.6} aria-hidden />}
            onClick={() => void leave()}
          >
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
