import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'

export const mostHtmlBytes = 512 * 1024

const params = z.object({ campaign: z.string().min(1).max(512) })
const variant = z.string().max(100).default('')

const SavedHtml = z
  .object({
    /** As events name it in their property “variant”; empty where the campaign has none. */
    variant: z.string(),
    bytes: z.int(),
    savedAt: z.string(),
  })
  .meta({ id: 'CampaignHtml' })

export const listHtml = endpoint({
  method: 'GET',
  path: '/v1/campaigns/:campaign/html',
  summary: 'What is known of how a campaign’s mail looks, by variant',
  scope: 'ask',
  role: 'viewer',
  params,
  reply: { 200: z.object({ variants: z.array(SavedHtml) }) },
})

export const putHtml = endpoint({
  method: 'PUT',
  path: '/v1/campaigns/:campaign/html',
  summary: 'Say how a campaign’s mail looks',
  description:
    'The body is the HTML that was sent, as UTF-8, at most 512 KB: the template rather than one reader’s copy, with links as events name them. It takes the place of what was there. A campaign has at most ten variants.',
  scope: 'events:write',
  role: 'editor',
  params,
  query: z.object({ variant }),
  rawBody: true,
  mostBytes: mostHtmlBytes,
  reply: { 200: SavedHtml, 409: Problem, 413: Problem, 422: Problem },
})

export const deleteHtml = endpoint({
  method: 'DELETE',
  path: '/v1/campaigns/:campaign/html',
  summary: 'Forget how a campaign’s mail looks',
  scope: 'admin',
  role: 'editor',
  params,
  query: z.object({ variant }),
  reply: { 200: z.object({ variant: z.string() }), 404: Problem },
})

export const showHtml = endpoint({
  method: 'GET',
  path: '/v1/campaigns/:campaign/html/shown',
  summary: 'A campaign’s mail, to be looked at in a frame',
  description:
    'Nothing in it runs, goes anywhere or is loaded from anywhere; with `images` its pictures are, from wherever they are.',
  scope: 'ask',
  role: 'viewer',
  params,
  query: z.object({
    variant,
    images: z.enum(['yes', 'no']).default('no'),
    /** The workspace, for a frame that cannot send a header. */
    workspace: z.string().max(63).optional(),
  }),
  reply: { 200: z.string(), 404: Problem },
})
