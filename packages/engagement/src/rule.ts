import type { Subject } from './story.ts'

export type MachineClass = 'prefetch' | 'proxy' | 'scanner'

/** What a rule has to say of one open or click. */
export interface Finding {
  /** Logits: positive for a person, negative for a machine. */
  readonly weight: number
  /** The machine's class, should it be one. */
  readonly points?: MachineClass
  /** No other evidence outweighs it. */
  readonly decisive?: true
}

export interface Rule {
  /** Stands in verdicts' reasons: renaming one renames it for every user. */
  readonly name: string
  /** What it means when it is given as a reason. */
  readonly words: string
  readonly about: 'opened' | 'clicked' | 'both'
  /** Lowest and highest weight it can give. */
  readonly range: readonly [number, number]
  /**
   * `first`: what the event and its pattern show. `second`: reads `logit` of the first look and what was confirmed, of
   * this and other events; clicks are finished before opens.
   */
  readonly look: 'first' | 'second'
  /** `null` where it has nothing to say. */
  weigh(subject: Subject): Finding | null
}

export const defineRule = (rule: Rule): Rule => rule
