import type { Properties } from '@airgraph/domain/event.ts'

const deepest = 4
const longestText = 4_000
const longestKey = 100

export type Bag = Readonly<Record<string, unknown>>

/**
 * Nested properties as flat ones: `{ plan: { name: "pro" } }` is `plan.name`. A list of words is joined by commas, any
 * other list is its JSON. What is too long to keep is cut; a key that is too long is left out.
 */
export function flatten(bag: Bag): Properties {
  const flat: Record<string, Properties[string]> = {}
  for (const [key, value] of entriesIn(bag, '', 1))
    if (key !== '' && key.length <= longestKey && key !== '__proto__') flat[key] = value
  return flat
}

function* entriesIn(
  bag: Bag,
  prefix: string,
  depth: number,
): Generator<readonly [string, Properties[string]], void> {
  for (const [key, value] of Object.entries(bag)) {
    if (isBag(value) && depth < deepest) yield* entriesIn(value, `${prefix}${key}.`, depth + 1)
    else {
      const scalar = scalarOf(value)
      if (scalar !== null) yield [prefix + key, scalar]
    }
  }
}

function scalarOf(value: unknown): Properties[string] | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'string') return value.slice(0, longestText)
  const words = Array.isArray(value) && value.every((part) => typeof part !== 'object')
  return (words ? value.join(',') : JSON.stringify(value)).slice(0, longestText) || null
}

export const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
