import type { Reported } from '@airgraph/domain/event.ts'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import type { z } from 'zod'
import type { RawRequest, Reading } from '../esp.ts'
import { reasonOf } from './fields.ts'
import { readJson } from './json.ts'
import { sourceIdOf } from './source-id.ts'

/**
 * Reads each item by itself, so that one of a wrong shape costs only itself; and not even that if it is of a kind that
 * nobody could foresee.
 */
export function readEach<Item>(
  schema: z.ZodType<Item>,
  items: readonly unknown[],
  reportedOf: (item: Item, raw: unknown) => Reported | readonly Reported[],
  unheard: (raw: unknown) => Reported | undefined,
): Reading {
  const events: Reported[] = []
  const origins: number[] = []
  const refused: { index: number; reason: string }[] = []
  for (const [index, raw] of items.entries()) {
    const item = schema.safeParse(raw)
    const found = item.success ? reportedOf(item.data, raw) : unheard(raw)
    for (const event of found === undefined ? [] : [found].flat()) {
      events.push(event)
      origins.push(index)
    }
    if (found === undefined && !item.success) refused.push({ index, reason: reasonOf(item.error) })
  }
  return { events, origins, refused }
}

/** The event of an unheard-of kind, whatever its shape. */
export const unheardOf =
  (
    wordOf: (raw: Readonly<Record<string, unknown>>) => unknown,
    isKnown: (word: string) => boolean,
    receivedAt: Date,
  ) =>
  (raw: unknown): Reported | undefined => {
    const word = isObject(raw) ? wordOf(raw) : undefined
    if (typeof word !== 'string' || word === '' || isKnown(word)) return undefined
    const sourceId = sourceIdOf(raw)
    return { sourceId, kind: 'unknown', occurredAt: receivedAt, ...kept(word, raw) }
  }

/** More than any ESP sends at once; reading goes on while everyone else waits. */
const longest = 20_000

/** The items of a body that is a list of events, or one event alone. */
export function itemsOf({ body }: RawRequest): Result<readonly unknown[], string> {
  const json = readJson(body)
  if (!json.ok) return json
  if (Array.isArray(json.value))
    return json.value.length <= longest ? ok(json.value) : err(`expected at most ${longest} events`)
  return isObject(json.value) ? ok([json.value]) : err('expected an event or a list of events')
}

/** The one event of a body. */
export function itemOf({ body }: RawRequest): Result<object, string> {
  const json = readJson(body)
  if (!json.ok) return json
  return isObject(json.value) ? ok(json.value) : err('expected one event, as a JSON object')
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What an event of an unheard-of kind keeps: the ESP's word for it, and its body. */
export const kept = (name: string, raw: unknown) => ({ name, raw: JSON.stringify(raw) })
