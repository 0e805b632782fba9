import type { Size } from '../dataset/workspaces.ts'
import type { Answers, Cold, Failed, Measured } from './measured.ts'

/** What a worker is started for: one job, in a process of its own. */
export type Job =
  | { readonly do: 'load'; readonly engine: string; readonly size: Size }
  | {
      readonly do: 'cold'
      readonly engine: string
      readonly size: Size
      readonly question: string
    }
  | {
      readonly do: 'warm'
      readonly engine: string
      readonly size: Size
      readonly runs: number
      readonly askers: readonly number[]
    }

export type Warm = Pick<Measured, 'what' | 'bytes' | 'memory' | 'warm' | 'crowds'> & {
  readonly answers: Answers
}

export interface Done {
  readonly load: number | null
  readonly cold: Cold | Failed
  readonly warm: Warm
}
