import type { About, Dataset } from '../dataset/dataset.ts'
import type { Table } from './table.ts'

/** Somebody who answers the bench's questions about a loaded dataset. */
export interface Contender extends AsyncDisposable {
  /** Which versions and settings are measured. */
  readonly what: string
  /** A table for each question that is asked at once. Rejects what takes longer than `patience`. */
  ask(question: string, workspace: string, about: About): Promise<readonly Table[]>
  /** On the disk, with indexes. */
  bytes(): Promise<number>
  /** Whose memory, with that of their children, is the engine's. */
  readonly processes: readonly number[]
}

export interface Engine {
  readonly name: string
  /** It reads the tables of hand-written SQL; the others read the dataset as it was made. */
  readonly needsStar: boolean
  /** Fills its own store where that is not done. Seconds that it took, now or then; `null` where there is nothing to do. */
  load(dataset: Dataset): Promise<number | null>
  open(dataset: Dataset): Promise<Contender>
}

/** In milliseconds: nobody waits longer for an answer. */
export const patience = 300_000
