import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useScopeSearch } from '../../url/use-view.ts'
import './Tabs.css'

interface Props {
  readonly label: string
  /** Each has an address of its own: `id` is the end of it, '' of the first. */
  readonly tabs: readonly { readonly id: string; readonly title: string }[]
  readonly at: string
  readonly chosen: string
}

/** Links rather than tabs of a widget: each can be sent to somebody, and back goes back. */
export function Tabs({ label, tabs, at, chosen }: Props) {
  const search = useScopeSearch()
  const nav = useRef<HTMLElement>(null)
  useEffect(() => {
    nav.current
      ?.querySelector(`[data-tab="${chosen}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [chosen])
  return (
    <nav ref={nav} className="tabs no-print" aria-label={label}>
      {tabs.map(({ id, title }) => (
        <Link
          key={id}
          to={id === '' ? at : `${at}/${id}`}
          search={search}
          activeOptions={{ exact: true, includeSearch: false }}
          data-keeps-focus
          data-tab={id}
        >
          {title}
        </Link>
      ))}
    </nav>
  )
}
