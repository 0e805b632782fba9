import { QueryClientProvider } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { ApiProvider, createApi } from '../api/api.ts'
import { createCache } from '../api/cache.ts'
import { chosenOf, useMe } from '../api/me.ts'
import type { Me, MyWorkspace } from '../api/me.ts'
import { useWorkspace } from '../api/workspace.ts'
import { Answered } from '../kit/Answered.tsx'
import { Toaster } from '../kit/Toaster.tsx'
import { useLive } from '../kit/live/use-live.ts'
import { scopeFields } from '../url/scope.ts'
import { useView } from '../url/use-view.ts'
import { Bar } from './Bar.tsx'
import { BottomBar } from './BottomBar.tsx'
import { FirstEvent } from './FirstEvent.tsx'
import './Frame.css'
import { FrameSkeleton } from './FrameSkeleton.tsx'
import { Palette } from './Palette.tsx'
import { Shortcuts } from './Shortcuts.tsx'
import { SideNav } from './SideNav.tsx'
import { useShortcuts } from './use-shortcuts.ts'
import { WorkspaceProvider } from './workspace-context.ts'

/** First who is looking, then the workspace: what there is to see depends on both. */
export function Frame({ cache }: { readonly cache: QueryClient }) {
  const me = useMe(cache)
  const [{ workspace: wanted }] = useView(scopeFields)
  if (me.data === undefined)
    return (
      <main className="frame-alone">
        <Answered of={me} skeleton={<FrameSkeleton />}>
          {() => null}
        </Answered>
      </main>
    )
  const chosen = chosenOf(me.data, wanted)
  return <InWorkspace key={chosen?.id ?? ''} me={me.data} chosen={chosen} />
}

interface Props {
  readonly me: Me
  readonly chosen: MyWorkspace | null
}

/** A workspace has answers of its own: nothing of one is ever shown in another. */
function InWorkspace({ me, chosen }: Props) {
  const workspaceId = chosen?.id ?? null
  const api = useMemo(() => createApi(workspaceId), [workspaceId])
  const [cache] = useState(createCache)
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
  const live = useLive(chosen?.id ?? null, paused)
  const workspace = useWorkspace()
  const [, change] = useView(scopeFields)
  const pause = () => setPaused(!paused)
  useShortcuts({
    palette: () => setSheet('palette'),
    shortcuts: () => setSheet('shortcuts'),
    pause,
  })
  const { data } = workspace
  const shown = chosen ?? (data && { id: data.workspaceId, name: data.name, sample: data.sample })
  const switcher = {
    me,
    shown: shown ?? null,
    onSwitch: (id: string) => change({ workspace: id }),
  }
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
                <FirstEvent workspace={now}>
                  <Outlet />
                </FirstEvent>
              </WorkspaceProvider>
            )}
          </Answered>
        </main>
      </div>
      <BottomBar />
      <Palette opened={sheet === 'palette'} onClose={() => setSheet(null)} onPause={pause} />
      <Shortcuts opened={sheet === 'shortcuts'} onClose={() => setSheet(null)} />
      <Toaster />
    </div>
  )
}
