import type { UseQueryResult } from '@tanstack/react-query'
import { useContext } from 'react'
import type { ReactNode } from 'react'
import { InView } from './live/in-view.ts'
import { Kept } from './live/Kept.tsx'
import { Problem } from './Problem.tsx'

interface Props<T> {
  readonly of: UseQueryResult<T>
  /** Of the shape that the answer will have. */
  readonly skeleton: ReactNode
  readonly children: (answered: T) => ReactNode
}

/**
 * The answer, or what stands in its place. An answer once had stays through a refresh that fails. In a tile it is kept
 * current.
 */
export function Answered<T>({ of, skeleton, children }: Props<T>) {
  const isInTile = useContext(InView) !== null
  return (
    <>
      {isInTile && <Kept of={of} />}
      {of.data !== undefined ? (
        children(of.data)
      ) : of.error ? (
        <Problem of={of.error} onRetry={() => void of.refetch()} />
      ) : (
        skeleton
      )}
    </>
  )
}
