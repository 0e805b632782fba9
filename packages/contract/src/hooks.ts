import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'

export const postHook = endpoint({
  method: 'POST',
  path: '/hooks/:key',
  summary: 'Where an ESP sends its webhooks',
  description:
    'The last part of the path is the secret that `airgraph source create` printed. Bodies are verified as their ESP signs them.',
  scope: 'open',
  role: 'anyone',
  params: z.object({ key: z.string().max(200) }),
  rawBody: true,
  reply: {
    200: z.object({
      accepted: z.int(),
      refused: z.array(z.object({ index: z.int(), reason: z.string() })),
    }),
    401: Problem,
    404: Problem,
    413: Problem,
    422: Problem,
    429: Problem,
    503: Problem,
  },
})
