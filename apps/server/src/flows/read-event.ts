import { EventFields, EventInput, eventRules } from '@airgraph/contract/events.ts'
import { faultsIn, inWords } from '@airgraph/contract/in-words.ts'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { z } from 'zod'

/**
 * Whether the fields are as the schema wants them, by code that is made of its JSON Schema, in a fifth of the time.
 * It fills in what has a default. Lengths are counted in UTF-16 units, which takes no time, and are never less than in characters:
 * what is too long so is looked at again by the schema itself. So is what might be too short, for `least` units have as many characters as it wants.
 */
const hasFields = new Ajv2020({
  useDefaults: true,
  unicode: false,
  validateFormats: false, // the schema has a pattern for each
  logger: false, // it calls lengths in UTF-16 old-fashioned
}).compile<EventInput>(
  z.toJSONSchema(EventFields, {
    io: 'input',
    override({ jsonSchema }) {
      if (jsonSchema.minLength !== undefined) jsonSchema.minLength = least(jsonSchema.minLength)
    },
  }),
)

/** One character is two units at most. */
function least(characters: number): number {
  return Math.max(0, 2 * characters - 1)
}

const keepsRules = (event: EventInput) => eventRules.every(({ holds }) => holds(event))

/** An event, or what is wrong with it. Without an id of its own it is one by its fields, whose order then is the schema's. */
export function readEvent(
  value: unknown,
): { readonly event: EventInput } | { readonly reason: string } {
  if (hasFields(value) && value.eventId !== undefined && keepsRules(value)) return { event: value }
  const parsed = EventInput.safeParse(value, { error: inWords })
  return parsed.success ? { event: parsed.data } : { reason: faultsIn(parsed.error) }
}
