import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'

export const eraseContact = endpoint({
  method: 'POST',
  path: '/v1/contacts/erase',
  summary: 'Erase a person',
  description:
    'What they did stays counted, under an id that names nobody and without anything that could. Events that name them are refused from then on.',
  scope: 'admin',
  role: 'admin',
  body: z.strictObject({ contact: z.string().min(1).max(512) }),
  reply: {
    200: z.object({
      receiptId: z.uuid(),
      erasedAt: z.iso.datetime(),
      /** Addresses and external ids that were forgotten. */
      names: z.int(),
      /** Events that are nobody’s now. */
      events: z.int(),
      /** Of them and of what was no longer counted: taken out of archived files, which were written anew. */
      archivedEvents: z.int(),
    }),
    404: Problem,
  },
})
