import { engagementFilters } from '@airgraph/domain/verdict.ts'
import type { EngagementFilter } from '@airgraph/domain/verdict.ts'
import { presets } from '../../time/period.ts'
import type { Preset } from '../../time/period.ts'

/** What the reader chose to see. All of it is in the address, so that a link shows the same and back goes back. */
export interface View {
  readonly range: Preset
  readonly engagement: EngagementFilter
}

export const usual: View = { range: '30d', engagement: 'human' }

const oneOf = <T extends string>(allowed: readonly T[], text: string | null, otherwise: T) =>
  allowed.find((value) => value === text) ?? otherwise

/** What it does not understand is as if it were not there. */
export function readView(search: string): View {
  const params = new URLSearchParams(search)
  return {
    range: oneOf(presets, params.get('range'), usual.range),
    engagement: oneOf(engagementFilters, params.get('engagement'), usual.engagement),
  }
}

/** The usual is left out; parameters of others are kept. */
export function writeView(view: View, search: string): string {
  const params = new URLSearchParams(search)
  for (const name of ['range', 'engagement'] as const) {
    if (view[name] === usual[name]) params.delete(name)
    else params.set(name, view[name])
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}
