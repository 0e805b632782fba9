import { err, ok, type Result } from '@airgraph/domain/result.ts'
import { z } from 'zod'

/** Deeper than anything an ESP nests: whatever walks a value later cannot run out of stack. */
const deepest = 64
/** Wider than any event: a million fields would keep everyone else waiting. */
const widest = 2_000

const modest = `expected JSON of at most ${deepest} levels, and objects of at most ${widest} fields`

export function readJson(body: Uint8Array): Result<unknown, string> {
  const json = readAnyJson(body)
  return !json.ok || isModest(json.value, deepest) ? json : err(modest)
}

/** Of any depth and width: for a batch whose items are looked at one by one. */
export function readAnyJson(body: Uint8Array): Result<unknown, string> {
  if (body.length === 0) return err('expected JSON, and the body is empty')
  const text = utf8(body)
  if (text === null) return err('expected JSON in UTF-8')
  const json = parseAny(text)
  return json === undefined ? err('expected JSON, and the body is none') : ok(json)
}

/** An item that may be walked without a thought for the stack or the clock. */
export const Modest = z.unknown().refine((value) => isModest(value, deepest), modest)

/** `null` where the bytes are not UTF-8. */
export function utf8(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return null
  }
}

const hasLongNumber = /[[:,]\s*-?\d{16}/

/** `undefined` where it is no JSON, or too much. */
export function parse(text: string): unknown {
  const json = parseAny(text)
  return isModest(json, deepest) ? json : undefined
}

/**
 * A whole number that a double cannot hold comes as text: Mailjet's message ids have 64 bits, and rounding would merge
 * two messages.
 */
function parseAny(text: string): unknown {
  try {
    return hasLongNumber.test(text) ? JSON.parse(text, exactly) : JSON.parse(text)
  } catch {
    return undefined
  }
}

const exactly = (_key: string, value: unknown, context?: { readonly source?: string }) =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
    ? context?.source
    : value

function isModest(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (levels === 0) return false
  if (Array.isArray(value)) return value.every((part) => isModest(part, levels - 1))
  const parts = Object.values(value)
  return parts.length <= widest && parts.every((part) => isModest(part, levels - 1))
}
