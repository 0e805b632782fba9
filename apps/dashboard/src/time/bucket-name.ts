import { formatLongDay } from '../format/moments.ts'
import type { Bucket } from './buckets.ts'

/** "Sun, 22 Nov 2026, so far". */
export const bucketName = ({ from, partial }: Bucket, locale?: string) =>
  `${formatLongDay(from, locale)}${partial ? ', so far' : ''}`
