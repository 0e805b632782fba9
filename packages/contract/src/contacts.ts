import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'

export const eraseContact = endpoint({
  method: 'POST',
  path: '/v1/contacts/erase',
  summary: 'Forget a person’s addresses and external ids',
  description: 'What they did stays counted, under an id that names nobody.',
  scope: 'admin',
  body: z.strictObject({ contact: z.string().min(1).max(512) }),
  reply: { 200: z.object({ erased: z.int() }), 404: Problem },
})
