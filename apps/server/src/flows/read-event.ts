import { EventFields, EventInput, eventRules } from '@airgraph/contract/events.ts'
import { faultsIn, inWords } from '@airgraph/contract/in-words.ts'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { z } from 'zod'

/**
 * Whether the fields are as the schema wants them, by code that is made of its JSON Schema, in a fifth of the time.
 * It fills in what has a default.
 */
const hasFields = new Ajv2020({
  useDefaults: true,
  validateFormats: false, // the schema has a pattern for each
}).compile<EventInput>(z.toJSONSchema(EventFields, { io: 'input' }))

const keepsRules = (event: EventInput) => eventRules.every(({ holds }) => holds(event))

/** An event, or what is wrong with it. Without an id of its own it is one by its fields, whose order then is the schema's. */
export function readEvent(
  value: unknown,
): { readonly event: EventInput } | { readonly reason: string } {
  if (hasFields(value) && value.eventId !== undefined && keepsRules(value)) return { event: value }
  const parsed = EventInput.safeParse(value, { error: inWords })
  return parsed.success ? { event: parsed.data } : { reason: faultsIn(parsed.error) }
}
