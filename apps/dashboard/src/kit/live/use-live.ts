import { useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { openLive } from '../../api/live.ts'
import type { LiveState } from '../../api/live.ts'
import type { News } from '../../api/read-committed.ts'
import { noteLastEvent } from '../../api/workspace.ts'
import { answers } from '../use-answer.ts'
import { bulletinOf } from './bulletin.ts'

const pollEvery = 15_000

/** Answers that nobody shows now are asked for anew when somebody does; those on the page are kept by who shows them. */
function post(cache: QueryClient, news: News) {
  void cache.invalidateQueries({ queryKey: answers, refetchType: 'none' })
  bulletinOf(cache).post(news)
}

const whatever = (): News => ({ lastReceivedAt: new Date(0).toISOString(), days: null })

/** Whatever may have been missed: every answer, and what else the page knows of the workspace. */
function postAnything(cache: QueryClient) {
  post(cache, whatever())
  if (document.hidden) return
  const isNoAnswer = ({ queryKey }: { readonly queryKey: readonly unknown[] }) =>
    queryKey[0] !== answers[0]
  void cache.invalidateQueries({ predicate: isNoAnswer }, { cancelRefetch: false })
}

/** Tells the page what may have changed: by the live stream, or by polling while that is down. */
export function useLive(workspaceId: string | null, paused: boolean): LiveState {
  const cache = useQueryClient()
  const [state, setState] = useState<LiveState>('connecting')
  const wasPaused = useRef(false)
  useEffect(() => {
    if (paused) return undefined
    if (wasPaused.current) postAnything(cache) // whoever goes on wants to see what was missed
    const close = follow(cache, workspaceId, setState)
    return () => {
      wasPaused.current = true
      close()
    }
  }, [cache, workspaceId, paused])
  useEffect(() => {
    if (paused || state !== 'down') return undefined
    const timer = setInterval(() => postAnything(cache), pollEvery)
    return () => clearInterval(timer)
  }, [cache, paused, state])
  return paused ? 'paused' : state
}

function follow(
  cache: QueryClient,
  workspaceId: string | null,
  onState: (state: LiveState) => void,
) {
  let missed = false
  return openLive(workspaceId, {
    onState(state) {
      onState(state)
      if (state === 'live' && missed) postAnything(cache) // what was committed meanwhile was never announced
      missed = state === 'down'
    },
    onCommitted(news) {
      noteLastEvent(cache, news.lastReceivedAt)
      post(cache, news)
    },
  })
}
