import { count, megabytes } from './figures.ts'

interface OfMonth {
  readonly month: string
  readonly events: number
  readonly bytes?: number
}

/** A month in columns: how much is in it, and `where`. */
export const monthLine = ({ month, events, bytes }: OfMonth, where = '') =>
  [
    month,
    count(events).padStart(16),
    ' events',
    where,
    bytes === undefined ? '' : megabytes(bytes).padStart(14),
  ].join('')
