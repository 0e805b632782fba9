/** How far setting it up, or switching it off, has come. */
export type Step =
  | { readonly at: 'rest' }
  | { readonly at: 'password'; readonly for: 'enable' | 'disable' | 'codes' }
  | { readonly at: 'app'; readonly uri: string; readonly codes: readonly string[] }
  | { readonly at: 'codes'; readonly codes: readonly string[] }

export interface Stepping {
  readonly onStep: (step: Step) => void
}
