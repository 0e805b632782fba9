import { When } from '@airgraph/domain/question.ts'
import { engagementClasses } from '@airgraph/domain/verdict.ts'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

export const listReasons = endpoint({
  method: 'GET',
  path: '/v1/reasons',
  summary: 'Why opens and clicks were judged as they were',
  description:
    'Every reason in words; with a campaign also how often each was given for its opens and clicks.',
  scope: 'ask',
  role: 'viewer',
  query: z.object({
    campaign: z.string().min(1).max(512).optional(),
    from: When.optional(),
    to: When.optional(),
  }),
  reply: {
    200: z.object({
      reasons: z.array(z.object({ name: z.string(), words: z.string() })),
      /** An open or a click with several reasons is in several rows. */
      given: z.array(
        z.object({
          kind: z.enum(['opened', 'clicked']),
          class: z.enum(engagementClasses),
          reason: z.string(),
          count: z.int(),
        }),
      ),
    }),
  },
})
