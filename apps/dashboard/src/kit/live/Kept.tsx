import type { Provenance } from '@airgraph/domain/answer.ts'
import type { Asked } from '@airgraph/domain/question.ts'
import { useQueryClient } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import { useContext, useEffect, useRef } from 'react'
import { bulletinOf } from './bulletin.ts'
import { createKeeper } from './create-keeper.ts'
import { InView } from './in-view.ts'
import { mayChange } from './may-change.ts'

const everyMs = 1_500

/** What an answer may say of itself; lists of people say nothing. */
interface Said {
  readonly question?: Asked
  readonly answer?: Pick<Provenance, 'asOf'>
}

interface Props {
  readonly of: Pick<UseQueryResult, 'data' | 'refetch'>
}

/** Keeps what was answered current by the live stream, while it is in view of somebody. Shows nothing. */
export function Kept({ of }: Props) {
  const bulletin = bulletinOf(useQueryClient())
  const isInView = useContext(InView) ?? true
  const keeper = useRef<ReturnType<typeof createKeeper>>(null)
  const current = useRef(of)
  useEffect(() => {
    current.current = of
  })
  useEffect(() => {
    const kept = createKeeper({
      concerns: (news) => mayChange((current.current.data as Said | undefined)?.question, news),
      async ask() {
        const { data } = await current.current.refetch({ cancelRefetch: false })
        return (data as Said | undefined)?.answer?.asOf ?? null
      },
      everyMs,
    })
    keeper.current = kept
    const stopReading = bulletin.read((news) => kept.tell(news))
    return () => {
      stopReading()
      kept.stop()
    }
  }, [bulletin])
  useEffect(() => {
    const see = () => keeper.current?.see(isInView && !document.hidden)
    see()
    document.addEventListener('visibilitychange', see)
    return () => document.removeEventListener('visibilitychange', see)
  }, [isInView])
  return null
}
