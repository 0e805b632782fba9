import { err, ok, type Result } from '@airgraph/domain/result.ts'

/** Deeper than anything an ESP nests; whatever walks a value later cannot run out of stack. */
const deepest = 64

/**
 * The JSON of a body. A whole number that a double cannot hold comes as text: Mailjet's message ids have 64 bits,
 * and rounding would merge two messages.
 */
export function readJson(body: Uint8Array): Result<unknown, string> {
  const text = utf8(body)
  if (text === null) return err('expected JSON in UTF-8')
  const json = parse(text)
  if (json === undefined) return err('expected JSON')
  return isDeeperThan(deepest, json) ? err(`expected JSON of at most ${deepest} levels`) : ok(json)
}

/** `null` where the bytes are not UTF-8. */
export function utf8(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return null
  }
}

const hasLongNumber = /[[:,]\s*-?\d{16}/

/** `undefined` where it is not JSON. */
export function parse(text: string): unknown {
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

const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((part) => isDeeperThan(levels - 1, part)))
