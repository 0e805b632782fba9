import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useApi } from '../api/api.ts'
import { useNow } from '../kit/use-now.ts'
import { useViews } from '../kit/views/use-views.ts'
import { useScopeSearch } from '../url/use-view.ts'
import './Palette.css'
import { useMeNow } from './me-context.ts'
import { pagesFor } from './pages-for.ts'
import {
  campaignsToFind,
  found,
  ownToFind,
  pagesToFind,
  viewsToFind,
  workspacesToFind,
} from './palette-items.ts'
import type { Item } from './palette-items.ts'
import { useSignOut } from './use-sign-out.ts'

interface Props {
  readonly opened: boolean
  readonly onClose: () => void
  readonly onPause: () => void
}

export const Palette = ({ opened, ...props }: Props) => (
  <Modal
    opened={opened}
    onClose={props.onClose}
    withCloseButton={false}
    padding={0}
    size="lg"
    yOffset="12vh"
    title="Search or go to"
    className="palette-modal"
  >
    {opened && <Finder {...props} />}
  </Modal>
)

function Finder({ onClose, onPause }: Omit<Props, 'opened'>) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const id = useId()
  const go = useGo(onClose)
  const { me } = useMeNow()
  const { workspaceId } = useApi()
  const { views } = useViews()
  const signOut = useSignOut()
  const shown = me.workspaces.find((one) => one.id === workspaceId) ?? null
  const others = me.workspaces.filter((one) => one !== shown)
  const items = found(
    [
      ...pagesToFind(pagesFor(shown)),
      ...viewsToFind(views),
      ...(me.person ? ownToFind : []),
      ...workspacesToFind(others),
      { id: 'pause', group: 'Do', title: 'Pause live updates, or go on', does: 'pause' },
      ...campaignsToFind(useCampaignNames(shown?.role !== 'client')),
    ],
    text,
  )
  const chosen = Math.min(at, items.length - 1)
  const take = (item: Item | undefined) => {
    if (item === undefined) return
    if (item.does === undefined) return go(item)
    onClose()
    if (item.does === 'pause') onPause()
    else void signOut()
    return undefined
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) setAt((chosen + step + items.length) % Math.max(1, items.length))
    else if (event.key === 'Enter') take(items[chosen])
    else return
    event.preventDefault()
  }
  return (
    <div className="palette">
      <input
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={items[chosen] && `${id}-${chosen}`}
        aria-label="Search or go to"
        placeholder="A page, a campaign, somebody’s address …"
        value={text}
        onChange={({ currentTarget: { value } }) => {
          setText(value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label="Found" className="palette-found">
        {items.map((item, i) => (
          <div
            key={item.id}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === chosen}
            className="palette-item"
            onMouseMove={() => setAt(i)}
            onClick={() => take(item)}
          >
            <span className="palette-title">{item.title}</span>
            <span className="palette-group">{item.group}</span>
          </div>
        ))}
      </div>
    </div>
  )
}

function useGo(onClose: () => void) {
  const { workspaceId } = useApi()
  const navigate = useNavigate()
  const search = useScopeSearch()
  return ({ to, params, more, only }: Item) => {
    onClose()
    void navigate({
      to: to ?? '/',
      params: params ?? {},
      search: only
        ? { ...(workspaceId && { workspace: workspaceId }), ...only }
        : { ...search, ...more },
    })
  }
}

/** Of the last year, the largest first. */
function useCampaignNames(mayAsk: boolean): readonly string[] {
  const api = useApi()
  const year = new Date(useNow(60_000)).getUTCFullYear()
  const { data } = useQuery({
    queryKey: ['palette', 'campaigns'],
    enabled: mayAsk,
    queryFn: ({ signal }) =>
      api.ask(
        {
          type: 'metrics',
          metrics: ['sent'],
          from: `${year - 1}-01-01`,
          to: `${year + 1}-01-01`,
          countedBy: 'sent',
          by: ['campaign'],
          limit: 1_000,
        },
        { signal },
      ),
  })
  return (data?.rows ?? []).flatMap(({ by, other }) =>
    other || !by['campaign'] ? [] : [by['campaign']],
  )
}
