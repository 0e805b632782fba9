import { z } from 'zod'

/**
 * The scalars of webhook bodies. ESPs send the same field as text today and as a number tomorrow, so what is not
 * essential is read without being fussy, and counts as absent where it makes no sense. Only what an event cannot do
 * without (`Word`, `When`, `Recipient`) is refused.
 */

const absent = undefined

/** Text or a number, as text. Absent where empty. */
export const Text = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim() || absent)
  .optional()
  .catch(absent)

/** Unchanged. Of a user agent, empty means that the client sent none. */
export const Verbatim = z.string().optional().catch(absent)

export const Flag = z
  .union([z.boolean(), z.enum(['true', 'false', '1', '0']), z.literal([0, 1])])
  .transform((value) => value === true || value === 'true' || Number(value) === 1)
  .optional()
  .catch(absent)

/** ISO 3166-1 alpha-2. Words such as "Unknown" are absent. */
export const Country = z
  .string()
  .regex(/^[a-z]{2}$/i)
  .transform((code) => code.toUpperCase())
  .optional()
  .catch(absent)

/** A message id without the angle brackets that only some events put around it. */
export const MessageId = Text.transform((id) => id?.replace(/^<(.*)>$/, '$1') || absent)

/** A list of texts or numbers, or one of them. */
export const Texts = z
  .union([z.array(z.unknown()), z.string(), z.number()])
  .transform((value) => [value].flat().filter(isWord).map(String))
  .catch([])

const isWord = (value: unknown) =>
  typeof value === 'number' || (typeof value === 'string' && value !== '')

export const Bag = z.record(z.string(), z.unknown()).catch({})

/** The ESP's word for what happened. */
export const Word = z.string('expected text').min(1, 'expected text')

export const Recipient = z
  .string('expected an address')
  .nullish()
  .transform((address) => address?.trim() || absent)

const isoMoment = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d\S*?) ?(?:Z|([+-]\d\d):?(\d\d)?)$/i

/** Above this a number of seconds would be the year 5138, and is milliseconds. */
const soonestMillis = 1e11

/** Unix seconds or milliseconds, as a number or as text, or ISO 8601 with its zone. Absent where not sent. */
export const When = z
  .union([z.string(), z.number()], 'expected a time')
  .nullish()
  .transform((value, context) => {
    if (value === null || value === undefined || value === '') return absent
    const at = momentOf(value)
    if (at) return at
    context.addIssue({ code: 'custom', message: 'expected Unix time or ISO 8601' })
    return z.NEVER
  })

function momentOf(value: string | number): Date | null {
  const at = new Date(isNumeric(value) ? millisOf(Number(value)) : isoMillisOf(String(value)))
  return Number.isNaN(at.getTime()) ? null : at
}

const isNumeric = (value: string | number) =>
  typeof value === 'number' || /^\d+(?:\.\d+)?$/.test(value)

// By way of whole microseconds: a fraction times 1,000 may fall just short of its millisecond.
const millisOf = (n: number) => (n < soonestMillis ? Math.trunc(Math.round(n * 1e6) / 1e3) : n)

/** Postgres, and whoever passes its words on, writes `2026-11-02 12:00:00.5+00`. */
function isoMillisOf(text: string): number {
  const [, day, time, hours = '+00', minutes = '00'] = isoMoment.exec(text) ?? []
  return day === undefined ? NaN : Date.parse(`${day}T${time}${hours}:${minutes}`)
}

/** What was expected where, in one line. */
export const reasonOf = (error: z.ZodError): string =>
  error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ')
