import { Link } from '@tanstack/react-router'
import { IconBook2, IconKeyboard } from '@tabler/icons-react'
import { Wordmark } from '../kit/Wordmark.tsx'
import { useScopeSearch } from '../url/use-view.ts'
import { pagesFor } from './pages-for.ts'
import type { Page } from './pages.ts'
import './SideNav.css'
import { WorkspaceSwitcher } from './WorkspaceSwitcher.tsx'
import type { SwitcherProps } from './WorkspaceSwitcher.tsx'

interface Props extends SwitcherProps {
  readonly onShortcuts: () => void
}

export const SideNav = ({ onShortcuts, ...switcher }: Props) => (
  <aside className="side-nav no-print">
    <Wordmark />
    <WorkspaceSwitcher {...switcher} />
    <nav aria-label="Pages">
      <ul>
        {pagesFor(switcher.shown).map((page) => (
          <li key={page.path}>
            <PageLink page={page} />
          </li>
        ))}
      </ul>
    </nav>
    <div className="side-nav-foot">
      <button type="button" className="plain side-nav-link" onClick={onShortcuts}>
        <IconKeyboard size={17} stroke={1.6} aria-hidden />
        Shortcuts
        <kbd>?</kbd>
      </button>
      <a className="side-nav-link" href="/docs">
        <IconBook2 size={17} stroke={1.6} aria-hidden />
        API reference
      </a>
    </div>
  </aside>
)

/** The scope goes along; a page's own sorting and search stay behind. */
export function PageLink({ page, onClick }: { page: Page; onClick?: () => void }) {
  const search = useScopeSearch()
  const Icon = page.icon
  return (
    <Link
      className="side-nav-link"
      to={page.path}
      search={search}
      activeOptions={{ exact: page.path === '/', includeSearch: false }}
      {...(onClick && { onClick })}
    >
      <Icon size={17} stroke={1.6} aria-hidden />
      {page.title}
    </Link>
  )
}
