import { createHash } from 'node:crypto'

/**
 * The id of an event whose ESP gives it none: made of what tells it from every other event and is the same when the
 * webhook is repeated. Absent parts count too, by their place.
 */
export const sourceIdOf = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
