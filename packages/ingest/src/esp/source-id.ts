import { sha256Of } from '../sha256.ts'

/**
 * The id of an event whose ESP gives it none: made of what tells it from every other event and is the same when the
 * webhook is repeated. Absent parts count too, by their place.
 */
export const sourceIdOf = (...parts: readonly unknown[]): string => sha256Of(JSON.stringify(parts))
