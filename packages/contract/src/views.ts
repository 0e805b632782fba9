import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'
import { Name } from './settings.ts'

const Page = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected the name of a page')

export const View = z
  .object({
    viewId: z.string(),
    page: z.string(),
    name: z.string(),
    search: z.string(),
    createdAt: z.string(),
  })
  .meta({ id: 'View' })
export type View = z.infer<typeof View>

export const listViews = endpoint({
  method: 'GET',
  path: '/v1/views',
  summary: 'One’s own saved views in the workspace',
  scope: 'person',
  role: 'client',
  query: z.object({ page: Page.optional() }),
  reply: { 200: z.object({ views: z.array(View) }) },
})

export const saveView = endpoint({
  method: 'POST',
  path: '/v1/views',
  summary: 'Save a view: what stands behind “?” in the page’s address',
  description: 'The same name on the same page is the same view: it is replaced.',
  scope: 'person',
  role: 'client',
  body: z.strictObject({ page: Page, name: Name, search: z.string().max(4_000) }),
  reply: { 201: View, 409: Problem },
})

export const deleteView = endpoint({
  method: 'DELETE',
  path: '/v1/views/:viewId',
  summary: 'Forget a view',
  scope: 'person',
  role: 'client',
  params: z.object({ viewId: z.string().min(1).max(64) }),
  reply: { 200: z.object({ viewId: z.string() }), 404: Problem },
})
