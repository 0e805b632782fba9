import { z } from 'zod'

const iso =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(?:(Z)|([+-]\d\d):?(\d\d)?)?)?$/i

/** Above this a number of seconds would be the year 5138, and is milliseconds. */
const soonestMillis = 1e11

/** ISO 8601, UTC where it names no zone; Unix seconds or milliseconds. `null` where it is no moment. */
export function momentOf(value: unknown): Date | null {
  const at = value instanceof Date ? value : new Date(millisOf(value))
  return Number.isNaN(at.getTime()) ? null : at
}

function millisOf(value: unknown): number {
  if (typeof value === 'number') return value < soonestMillis ? value * 1_000 : value
  if (typeof value !== 'string') return NaN
  const [, day, time = '00:00', , hours = '+00', minutes = '00'] = iso.exec(value.trim()) ?? []
  return day === undefined ? NaN : Date.parse(`${day}T${time}${hours}:${minutes}`)
}

/** Absent where not sent; refused where it cannot be read, since another moment would be a wrong one. */
export const Moment = z
  .unknown()
  .transform((value, context) => {
    if (value === null || value === '') return undefined
    const at = momentOf(value)
    if (at) return at
    context.addIssue('expected a time such as "2026-11-22T09:30:00Z"')
    return z.NEVER
  })
  .optional()

/** A moment that nothing rests on. */
export const MaybeMoment = z
  .unknown()
  .transform((value) => momentOf(value) ?? undefined)
  .optional()

/**
 * When it really happened: a clock that was wrong when the client sent was as wrong when it happened, and ours says by
 * how much.
 */
export const corrected = (at: Date, sentAt: Date | undefined, receivedAt: Date): Date =>
  sentAt === undefined ? at : new Date(receivedAt.getTime() - (sentAt.getTime() - at.getTime()))
