import { posthog } from './compat/posthog/index.ts'
import { segment } from './compat/segment/index.ts'

export const compats = [posthog, segment] as const

export type CompatName = (typeof compats)[number]['name']
