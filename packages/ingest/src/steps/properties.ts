import type { Properties } from '@airgraph/domain/event.ts'
import { type Step, nothing } from './step.ts'
import { readText } from './text.ts'

const mostKeys = 64
const mostText = 16_384
const longestKey = 100

/** The first 64 properties that fit in 16 KB: losing the rest is better than losing the event. */
export const properties: Step = ({ reported: { properties: given } }) =>
  given === undefined ? nothing : { event: { properties: boundedProperties(given) } }

function boundedProperties(given: Properties): Properties {
  const kept: [string, Properties[string]][] = []
  let room = mostText
  for (const key of Object.keys(given)) {
    const name = readText(key, longestKey)
    const value = readValue(given[key])
    if (name === null || value === null) continue
    room -= name.length + String(value).length
    if (room < 0 || kept.length === mostKeys) break
    kept.push([name, value])
  }
  return Object.fromEntries(kept)
}

/** `null` is what JSON has no word for. */
function readValue(value: Properties[string] | undefined): Properties[string] | null {
  if (typeof value === 'string') return readText(value, mostText) ?? ''
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return value ?? null
}
