import { Failure } from '@airgraph/domain/failure.ts'

/** One item of a batch: what it says, or why it cannot be read. */
export type Item = { readonly value: unknown } | { readonly broken: string }

/** A JSON array, one JSON object, or one object per line (NDJSON). A broken line costs the others nothing. */
export function readItems(bytes: Uint8Array, most: number): readonly Item[] {
  const text = decode(bytes).trim()
  if (text === '')
    throw new Failure('invalid', 'The body is empty: expected a JSON array of events, or NDJSON.')
  const items = text.startsWith('[') ? ofArray(text) : ofLines(text)
  if (items.length > most)
    throw new Failure('too-large', `${items.length} events in one request: send at most ${most}.`)
  return items
}

function decode(bytes: Uint8Array) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new Failure('invalid', 'The body is not UTF-8 text.', { cause: error })
  }
}

function ofArray(text: string): readonly Item[] {
  try {
    return (JSON.parse(text) as unknown[]).map((value) => ({ value }))
  } catch (error) {
    throw new Failure('invalid', `The body is not JSON: ${messageOf(error)}.`, { cause: error })
  }
}

function ofLines(text: string): readonly Item[] {
  const whole = parse(text)
  if ('value' in whole) return [whole] // one object, perhaps over several lines
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parse)
}

function parse(text: string): Item {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch (error) {
    return { broken: `not JSON: ${messageOf(error)}` }
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
