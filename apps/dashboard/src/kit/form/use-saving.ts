import { useState } from 'react'
import type { ReactNode } from 'react'
import { inSentence } from './in-sentence.ts'

/** What a setting is, and how it is saved. */
export interface Saved<T> {
  readonly label: string
  readonly about?: ReactNode
  readonly value: T
  /** Rejects where it is refused: then what was said before stands again. */
  readonly onSave: (value: T) => Promise<unknown>
  /** Nothing can be changed by whoever looks. */
  readonly readOnly: boolean
  readonly children?: ReactNode
}

/** What is wrong stands at the input, and is read with it. */
export function useSaving<T>(onSave: Saved<T>['onSave']) {
  const [wrong, setWrong] = useState<string | null>(null)
  return {
    wrong,
    setWrong,
    save: async (value: T) => {
      setWrong(null)
      try {
        await onSave(value)
        return true
      } catch (error) {
        setWrong(inSentence(error as Error))
        return false
      }
    },
  }
}
