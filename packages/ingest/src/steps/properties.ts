import type { Properties } from '@airgraph/domain/event.ts'
import { type Step, nothing } from './step.ts'
import { nameless } from './nameless.ts'
import { readText } from './text.ts'

const mostKeys = 64
const mostText = 16_384
const longestKey = 100
const longestNumber = 24

/** The first 64 properties that fit in 16 KB: losing the rest is better than losing the event. */
export const properties: Step = ({ reported: { properties: given }, identity: { address } }) =>
  given === undefined ? nothing : { event: { properties: boundedProperties(given, address) } }

function boundedProperties(given: Properties, address: string | null): Properties {
  const kept: Record<string, Properties[string]> = {}
  let keys = 0
  let room = mostText
  for (const key of Object.keys(given)) {
    const name = readText(key, longestKey)
    const value = readValue(given[key], address)
    if (name === null || value === null || name === '__proto__') continue
    room -= name.length + (typeof value === 'string' ? value.length : longestNumber)
    if (room < 0 || ++keys > mostKeys) break
    kept[name] = value
  }
  return kept
}

/** `null` is what JSON has no word for. */
function readValue(value: Properties[string] | undefined, address: string | null) {
  if (typeof value === 'string') return nameless(readText(value, mostText) ?? '', address)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return value ?? null
}
