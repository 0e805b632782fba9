import { z } from 'zod'

/** What went wrong, as RFC 9457 has it. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    /** A sentence: what was wrong and what to do. */
    detail: z.string(),
    code: z.string(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
