export const causes = [
  'person',
  'apple-prefetch',
  'gmail-proxy-prefetch',
  'scanner-open',
  'scanner-click-all',
  'scanner-random-link',
  'scanner-rescan',
  'scanner-at-click',
  'link-preview',
  'crawler',
] as const
export type Cause = (typeof causes)[number]

/** Who really caused an open or a click. For evaluations alone: nothing that judges may read it. */
export interface Truth {
  readonly sourceId: string
  readonly human: boolean
  readonly cause: Cause
  /** The make of scanner; "colleague" where the mail was passed on. */
  readonly actor: string | undefined
}
