import type { About } from '../questions.ts'

/** Somebody who answers the bench's questions about a loaded dataset. */
export interface Contender extends AsyncDisposable {
  readonly name: string
  /** Which versions and settings were measured. */
  readonly what: string
  /** Asks the question of that name, and gives how many rows came back; `null` where it has no such question. */
  ask(question: string, workspace: string, about: About): Promise<number> | null
  /** Resident memory of its processes, in bytes; `null` where it shares ours. */
  memory(): number | null
}
