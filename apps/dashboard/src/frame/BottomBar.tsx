import { Drawer } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { MyWorkspace } from '../api/me.ts'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { useScopeSearch } from '../url/use-view.ts'
import './BottomBar.css'
import { pagesFor } from './pages-for.ts'
import { atTheThumb } from './pages.ts'
import { PageLink } from './SideNav.tsx'

/** On a phone: the pages at the thumb. */
export function BottomBar({ shown }: { readonly shown: MyWorkspace | null }) {
  const pages = pagesFor(shown)
  const search = useScopeSearch()
  const [open, setOpen] = useState(false)
  return (
    <nav className="bottom-bar no-print" aria-label="Pages">
      {pages.slice(0, atTheThumb).map(({ path, title, icon: Icon }) => (
        <Link
          key={path}
          className="bottom-bar-link"
          to={path}
          search={search}
          activeOptions={{ exact: path === '/', includeSearch: false }}
        >
          <Icon size={20} stroke={1.6} aria-hidden />
          {title}
        </Link>
      ))}
      <button
        type="button"
        className="plain bottom-bar-link"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <IconDots size={20} stroke={1.6} aria-hidden />
        More
      </button>
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        position="bottom"
        size="auto"
        title="More pages"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ul className="bottom-bar-further">
          {pages.slice(atTheThumb).map((page) => (
            <li key={page.path}>
              <PageLink page={page} onClick={() => setOpen(false)} />
            </li>
          ))}
          <li>
            <a className="side-nav-link" href="/docs">
              API reference
            </a>
          </li>
        </ul>
      </Drawer>
    </nav>
  )
}
