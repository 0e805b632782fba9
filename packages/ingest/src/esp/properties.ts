import type { Properties } from '@airgraph/domain/event.ts'
import { parse } from './json.ts'

/**
 * Tags and the customer's own data as flat properties: `tags: "a,b"`, scalars as they are, lists joined by commas, an
 * object as its JSON. Later bags win; tags win over a custom field of that name.
 */
export function propertiesOf(
  bags: readonly object[],
  tags: readonly string[] = [],
): Properties | undefined {
  const tagged = tags.length > 0 ? { tags: tags.join(',') } : {}
  const entries = [...bags, tagged].flatMap(Object.entries).flatMap(flat)
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

function flat([key, value]: readonly [string, unknown]): readonly (readonly [string, Scalar])[] {
  if (value === null || value === undefined || value === '') return []
  if (isScalar(value)) return [[key, value]]
  if (Array.isArray(value) && value.every(isScalar))
    return value.length > 0 ? [[key, value.join(',')]] : []
  return [[key, JSON.stringify(value)]]
}

type Scalar = string | number | boolean
const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/** The object in a field that holds JSON as text; text that is no object becomes `{ [name]: text }`. */
export function bagOf(value: unknown, name: string): object {
  const inner = typeof value === 'string' ? parse(value) : value
  if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) return inner
  return { [name]: value }
}

/** Where an ESP has no campaigns of its own, people name theirs in their own data. */
export function campaignOf(properties: Properties | undefined): string | undefined {
  const campaign = properties?.['campaign_id'] ?? properties?.['campaign']
  return campaign === undefined ? undefined : String(campaign)
}
