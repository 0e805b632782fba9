import type { Properties } from '@airgraph/domain/event.ts'
import { type Step, nothing } from './step.ts'
import { readText } from './text.ts'

const mostKeys = 64
const mostText = 16_384
const longestKey = 100
const longestNumber = 24

/** The first 64 properties that fit in 16 KB: losing the rest is better than losing the event. */
export const properties: Step = ({ reported: { properties: given } }) =>
  given === undefined ? nothing : { event: { properties: boundedProperties(given) } }

function boundedProperties(given: Properties): Properties {
  const kept: Record<string, Properties[string]> = {}
  let keys = 0
  let room = mostText
  for (const key of Object.keys(given)) {
    const name = readText(key, longestKey)
    const value = readValue(given[key])
    if (name === null || value === null || name === '__proto__') continue
    room -= name.length + (typeof value === 'string' ? value.length : longestNumber)
    if (room < 0 || ++keys > mostKeys) break
    kept[name] = value
  }
  return kept
}

/** `null` is what JSON has no word for. */
function readValue(value: Properties[string] | undefined): Properties[string] | null {
  if (typeof value === 'string') return readText(value, mostText) ?? ''
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return value ?? null
}
