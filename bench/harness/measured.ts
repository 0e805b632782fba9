import type { Table } from '../contenders/table.ts'

/** In milliseconds. */
export interface Times {
  readonly runs: number
  readonly median: number
  readonly p95: number
}
/** An answer that did not come, and why. */
export interface Failed {
  readonly failed: string
}
/** In milliseconds, of a process that has asked nothing before: until it could ask, and its first answer. */
export interface Cold {
  readonly open: number
  readonly first: number
}
/** Many at once; `null` where it would have taken minutes. */
export interface Crowd {
  readonly askers: number
  readonly perSecond: number
  readonly median: number
  readonly p95: number
  readonly errors: number
}

type By<T> = Readonly<Record<string, T>>

/** What one contender did on one dataset. */
export interface Measured {
  readonly engine: string
  readonly what: string
  readonly size: string
  readonly datasetVersion: number
  readonly at: string
  readonly machine: Machine
  /** Of rows that are ready in files; `null` where the dataset is loaded by being made. */
  readonly loadSeconds: number | null
  readonly bytes: number
  /** Of its processes, in bytes: after each question was asked, and after the crowds. */
  readonly memory: { readonly asked: number; readonly crowded: number }
  /** By workspace and question. */
  readonly warm: By<By<Times | Failed>>
  /** By question, in the large workspace. */
  readonly cold: By<Cold | Failed>
  readonly crowds: readonly (Crowd | null)[]
}

export interface Machine {
  readonly cores: number
  readonly model: string
  /** In bytes. */
  readonly memory: number
  readonly system: string
  readonly node: string
}

/** By workspace and question. */
export type Answers = By<By<readonly Table[]>>

export const hasFailed = (measured: object): measured is Failed => 'failed' in measured
