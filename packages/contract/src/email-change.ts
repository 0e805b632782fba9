import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Email } from './me.ts'
import { Problem } from './problem.ts'

const forPeople = { scope: 'person', role: 'person' } as const

const Wanted = z
  .object({ email: z.string(), expiresAt: z.string() })
  .meta({ id: 'WantedEmail', description: 'An address that is not confirmed yet.' })

export const getEmail = endpoint({
  method: 'GET',
  path: '/v1/me/email',
  summary: 'One’s own address, and the one that waits to be confirmed',
  ...forPeople,
  reply: {
    200: z.object({
      email: z.string(),
      /** Without one, of who came from a provider, the address cannot be changed: one is set by a link first. */
      hasPassword: z.boolean(),
      wanted: Wanted.nullable(),
    }),
  },
})

export const changeEmail = endpoint({
  method: 'POST',
  path: '/v1/me/email',
  summary: 'Ask for another address to sign in with',
  description:
    'A link goes to the new address and holds for a day, a notice to the present one; until the link is opened nothing changes. Asking again, cancelling and a new password end it. The same answer whether somebody has that address or not.',
  ...forPeople,
  body: z.strictObject({ email: Email, password: z.string().min(1).max(128) }),
  reply: { 202: Wanted, 403: Problem, 409: Problem, 429: Problem },
})

export const cancelEmailChange = endpoint({
  method: 'DELETE',
  path: '/v1/me/email',
  summary: 'Keep the address after all: the link that was mailed ends',
  ...forPeople,
  reply: { 200: z.object({ email: z.string() }), 404: Problem },
})

export const confirmEmail = endpoint({
  method: 'POST',
  path: '/v1/me/email/confirm',
  summary: 'Confirm the new address by the token of the link',
  description:
    'Signed in as who asked for it. Everywhere else that person is signed out, and both addresses hear of it.',
  ...forPeople,
  body: z.strictObject({ token: z.string().min(1).max(200) }),
  reply: { 200: z.object({ email: z.string() }), 404: Problem, 429: Problem },
})
