import { QueryClientProvider } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { Outlet, useLocation, useMatches } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { ApiProvider, createApi } from '../api/api.ts'
import { createCache } from '../api/cache.ts'
import { lastWorkspace, noteWorkspace } from '../api/last-workspace.ts'
import { chosenOf, refreshMe, useMe } from '../api/me.ts'
import type { Me, MyWorkspace } from '../api/me.ts'
import { useWorkspace } from '../api/workspace.ts'
import { Answered } from '../kit/Answered.tsx'
import { Toaster } from '../kit/Toaster.tsx'
import { useLive } from '../kit/live/use-live.ts'
import { scopeFields } from '../url/scope.ts'
import { useView } from '../url/use-view.ts'
import { Alone } from './Alone.tsx'
import { Banners } from './Banners.tsx'
import { Bar } from './Bar.tsx'
import { BottomBar } from './BottomBar.tsx'
import { FirstEvent } from './FirstEvent.tsx'
import './Frame.css'
import { FrameSkeleton } from './FrameSkeleton.tsx'
import { MeProvider } from './me-context.ts'
import { Nowhere } from './Nowhere.tsx'
import { NotYours } from './NotYours.tsx'
import { Palette } from './Palette.tsx'
import { Redirect } from './Redirect.tsx'
import { Shortcuts } from './Shortcuts.tsx'
import { SideNav } from './SideNav.tsx'
import { useFocusOnPage } from './use-focus-on-page.ts'
import { usePreferences } from './use-preferences.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useSwitch } from './use-switch.ts'
import { placeOf } from './where-to.ts'
import { WorkspaceProvider } from './workspace-context.ts'

/** First who is looking, then the workspace: what there is to see depends on both, and until then nothing is shown. */
export function Frame({ cache }: { readonly cache: QueryClient }) {
  const me = useMe(cache)
  const who = useMemo(
    () => me.data && { me: me.data, refresh: () => refreshMe(cache) },
    [me.data, cache],
  )
  if (who === undefined)
    return (
      <main className="frame-alone">
        <Answered of={me} skeleton={<FrameSkeleton />}>
          {() => null}
        </Answered>
      </main>
    )
  return (
    <MeProvider value={who}>
      <ForWhom me={who.me} cache={cache} />
    </MeProvider>
  )
}

/** What is asked of the server without a workspace. */
const outside = createApi(null)

function ForWhom({ me, cache }: { readonly me: Me; readonly cache: QueryClient }) {
  const { href } = useLocation()
  // Of the page that is shown: the address is ahead of it until its chunk has come.
  const pathname = useMatches({ select: (matches) => matches.at(-1)?.pathname ?? '/' })
  const [{ workspace: wanted }] = useView(scopeFields)
  const chosen = chosenOf(me, wanted, lastWorkspace())
  usePreferences(me.person?.preferences ?? null)
  const place = placeOf(me, pathname, wanted)
  if (place === 'setup') return <Redirect to="/setup" />
  if (place === 'sign-in') return <Redirect to="/sign-in" {...(href !== '/' && { next: href })} />
  if (place === 'inside')
    return (
      <InWorkspace key={`${me.person?.id} ${chosen?.id}`} me={me} chosen={chosen} cache={cache} />
    )
  return (
    <QueryClientProvider client={cache}>
      <ApiProvider value={outside}>
        <Alone>
          {place === 'alone' && <Outlet />}
          {place === 'nowhere' && <Nowhere />}
          {place === 'not-yours' && <NotYours wanted={wanted} />}
        </Alone>
      </ApiProvider>
    </QueryClientProvider>
  )
}

interface Props {
  readonly me: Me
  readonly chosen: MyWorkspace | null
}

/** A workspace has answers of its own: nothing of one is ever shown in another, nor to another person. */
function InWorkspace({ me, chosen, cache: outer }: Props & { readonly cache: QueryClient }) {
  const workspaceId = chosen?.id ?? null
  const api = useMemo(() => createApi(workspaceId), [workspaceId])
  const [cache] = useState(() => createCache(() => void refreshMe(outer)))
  useEffect(() => {
    if (workspaceId !== null) noteWorkspace(workspaceId)
  }, [workspaceId])
  return (
    <QueryClientProvider client={cache}>
      <ApiProvider value={api}>
        <Around me={me} chosen={chosen} />
      </ApiProvider>
    </QueryClientProvider>
  )
}

function Around({ me, chosen }: Props) {
  const [paused, setPaused] = useState(false)
  const [sheet, setSheet] = useState<'palette' | 'shortcuts' | null>(null)
  // To clients nothing is told yet.
  const isClient = chosen?.role === 'client'
  const live = useLive(chosen?.id ?? null, paused || isClient)
  const workspace = useWorkspace()
  const pause = () => setPaused(!paused)
  useFocusOnPage()
  useShortcuts({
    palette: () => setSheet('palette'),
    shortcuts: () => setSheet('shortcuts'),
    pause,
  })
  const { data } = workspace
  const switcher = { me, shown: chosen, onSwitch: useSwitch() }
  return (
    <div className="frame">
      <a className="frame-skip" href="#main">
        Skip to the page
      </a>
      <SideNav {...switcher} onShortcuts={() => setSheet('shortcuts')} />
      <div className="frame-page">
        <Bar
          {...switcher}
          workspace={data}
          live={live}
          onPause={pause}
          onSearch={() => setSheet('palette')}
        />
        <main id="main" className="frame-main" tabIndex={-1}>
          <Answered of={workspace} skeleton={<FrameSkeleton />}>
            {(now) => (
              <WorkspaceProvider value={{ ...now, role: chosen?.role ?? null }}>
                <Banners />
                <FirstEvent>
                  <Outlet />
                </FirstEvent>
              </WorkspaceProvider>
            )}
          </Answered>
        </main>
      </div>
      <BottomBar shown={chosen} />
      <Palette opened={sheet === 'palette'} onClose={() => setSheet(null)} onPause={pause} />
      <Shortcuts opened={sheet === 'shortcuts'} onClose={() => setSheet(null)} />
      <Toaster />
    </div>
  )
}
