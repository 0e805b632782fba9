import type { Answer } from '@airgraph/domain/answer.ts'
import { useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { openLive } from '../api/live.ts'
import type { LiveState } from '../api/live.ts'
import { noteLastEvent } from '../api/workspace.ts'
import { createRefresher } from './create-refresher.ts'
import { answers } from './use-answer.ts'

const atMostEvery = 2_000
const pollEvery = 15_000
const mostTries = 5

/** What nobody looks at is only marked as old; looking at it again fetches it. */
const refetchType = () => (document.hidden ? 'none' : 'active')

const refreshAnswers = (cache: QueryClient) =>
  cache.invalidateQueries(
    { queryKey: answers, refetchType: refetchType() },
    { cancelRefetch: false },
  )

const refreshAll = (cache: QueryClient) =>
  cache.invalidateQueries({ refetchType: refetchType() }, { cancelRefetch: false })

/** Keeps every answer on the page current: by the live stream, or by polling while that is down. */
export function useLive(workspaceId: string | null, paused: boolean): LiveState {
  const cache = useQueryClient()
  const [state, setState] = useState<LiveState>('connecting')
  useEffect(() => {
    if (paused) return setState('paused')
    setState('connecting')
    void refreshAll(cache) // whoever goes on after a pause wants to see what was missed
    return follow(cache, workspaceId, setState)
  }, [cache, workspaceId, paused])
  useEffect(() => {
    if (state !== 'down') return undefined
    const timer = setInterval(() => void refreshAll(cache), pollEvery)
    return () => clearInterval(timer)
  }, [cache, state])
  return state
}

function follow(
  cache: QueryClient,
  workspaceId: string | null,
  onState: (state: LiveState) => void,
) {
  let missed = false
  let newest = ''
  let tries = 0
  const refresher = createRefresher(async () => {
    await refreshAnswers(cache)
    if (isBehind(cache, newest) && tries++ < mostTries) refresher.ask()
  }, atMostEvery)
  const close = openLive(workspaceId, {
    onState(state) {
      onState(state)
      if (state === 'live' && missed) void refreshAll(cache) // what was committed meanwhile was never announced
      missed = state === 'down'
    },
    onCommitted({ lastReceivedAt }) {
      noteLastEvent(cache, lastReceivedAt)
      newest = lastReceivedAt
      tries = 0
      refresher.ask()
    },
  })
  return () => {
    close()
    refresher.stop()
  }
}

/** What is committed is judged before it is counted, which may take longer than the answer did. */
const isBehind = (cache: QueryClient, newest: string) =>
  cache
    .getQueriesData<{ readonly answer: Answer }>({ queryKey: answers, type: 'active' })
    .some(([, data]) => data && Date.parse(data.answer.asOf) < Date.parse(newest))
