import type { WorldName } from './world.ts'

/** What to simulate. The same programme gives the same bytes on every run. */
export interface Programme {
  readonly seed: number
  /** At the end; some six in ten of them are there from the start. */
  readonly contacts: number
  /** Half open. Nothing arrives before `from`, or at `to` and later. */
  readonly from: Date
  readonly to: Date
  readonly campaignsPerWeek?: number
  readonly world?: WorldName
  /** IANA name: when the senders work. */
  readonly timeZone?: string
  /** ISO 4217: what the shop takes. */
  readonly currency?: string
}
