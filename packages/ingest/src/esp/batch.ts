import type { Reported } from '@airgraph/domain/event.ts'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import type { z } from 'zod'
import type { RawRequest, Reading } from '../esp.ts'
import { reasonOf } from './fields.ts'
import { readJson } from './json.ts'

/** Reads each item by itself, so that one of a wrong shape costs only itself. */
export function readEach<Item>(
  schema: z.ZodType<Item>,
  items: readonly unknown[],
  reportedOf: (item: Item, raw: unknown) => Reported | readonly Reported[],
): Reading {
  const events: Reported[] = []
  const refused: { index: number; reason: string }[] = []
  for (const [index, raw] of items.entries()) {
    const item = schema.safeParse(raw)
    if (item.success) events.push(...[reportedOf(item.data, raw)].flat())
    else refused.push({ index, reason: reasonOf(item.error) })
  }
  return { events, refused }
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

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What an event of an unheard-of kind keeps: the ESP's word for it, and its body. */
export const kept = (name: string, raw: unknown) => ({ name, raw: JSON.stringify(raw) })
