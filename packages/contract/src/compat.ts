import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'

const Thanks = {
  /** Stored, or stored already. */
  accepted: z.int(),
  refused: z.array(z.object({ index: z.int(), reason: z.string() })),
}

export const CompatReply = z
  .union([
    z.object({ status: z.literal([1, 'Ok']), ...Thanks }),
    z.object({ success: z.literal(true), ...Thanks }),
  ])
  .meta({ id: 'CompatReply' })
export type CompatReply = z.infer<typeof CompatReply>

const about =
  'A key with the scope “events:write” stands where the client puts its own. Events that cannot be read are listed by ' +
  'index and cost the others nothing.'

export const compatEndpoint = <const P extends `/${string}`>(
  path: P,
  title: string,
  where: string,
) =>
  endpoint({
    method: 'POST',
    path,
    summary: `What ${title}’s clients send`,
    description: `${about} ${where}`,
    operationId: `post${title}${nameOf(path)}`,
    scope: 'events:write',
    role: 'nobody',
    keyInBody: true,
    rawBody: true,
    reply: {
      200: CompatReply,
      400: Problem,
      401: Problem,
      403: Problem,
      413: Problem,
      429: Problem,
      503: Problem,
    },
  })

const nameOf = (path: string) =>
  path
    .split('/')
    .filter((word) => word !== '' && word !== 'v1')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

const posthogPaths = ['/batch', '/capture', '/e', '/i/v0/e'] as const
const segmentPaths = [
  '/v1/batch',
  '/v1/track',
  '/v1/identify',
  '/v1/page',
  '/v1/screen',
  '/v1/group',
  '/v1/alias',
] as const

/** By the name of the client. Each may be called with a slash at its end too. */
export const compatEndpoints = {
  posthog: posthogPaths.map((path) =>
    compatEndpoint(
      path,
      'PostHog',
      'The key is `api_key` or `token` in the body: give the client ours as its project key, and this address as its host.',
    ),
  ),
  segment: segmentPaths.map((path) =>
    compatEndpoint(
      path,
      'Segment',
      'The key is the user name of Basic authentication, or `writeKey` in the body: give the client ours as its write key, and this address as its host.',
    ),
  ),
}
