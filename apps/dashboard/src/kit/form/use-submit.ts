import { useState } from 'react'

export interface Submit {
  readonly underway: boolean
  /** Why it was refused the last time. */
  readonly problem: Error | null
  readonly run: (act: () => Promise<unknown>) => Promise<boolean>
  readonly clear: () => void
}

/** One thing at a time: whether it is underway, and what was wrong. */
export function useSubmit(): Submit {
  const [underway, setUnderway] = useState(false)
  const [problem, setProblem] = useState<Error | null>(null)
  return {
    underway,
    problem,
    clear: () => setProblem(null),
    async run(act) {
      if (underway) return false
      setUnderway(true)
      setProblem(null)
      try {
        await act()
        return true
      } catch (error) {
        setProblem(error as Error)
        return false
      } finally {
        setUnderway(false)
      }
    },
  }
}
