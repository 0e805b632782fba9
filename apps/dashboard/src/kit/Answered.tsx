import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Problem } from './Problem.tsx'

interface Props<T> {
  readonly of: UseQueryResult<T>
  /** Of the shape that the answer will have. */
  readonly skeleton: ReactNode
  readonly children: (answered: T) => ReactNode
}

/** The answer, or what stands in its place. An answer once had stays through a refresh that fails. */
export function Answered<T>({ of, skeleton, children }: Props<T>) {
  if (of.data !== undefined) return children(of.data)
  if (of.error) return <Problem of={of.error} onRetry={() => void of.refetch()} />
  return skeleton
}
