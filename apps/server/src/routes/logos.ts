import { deleteLogo, getLogo, putLogo } from '@airgraph/contract/workspaces.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Note } from '../flows/note.ts'
import { readPicture } from '../flows/read-picture.ts'
import { showBrand } from '../flows/show-workspace.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'
import { findWorkspace, ofSample } from './find-workspace.ts'

interface Needs {
  readonly records: Pick<Records, 'workspaces'>
  readonly note: Note
}

export const logoRoutes = ({ records: { workspaces }, note }: Needs) => [
  handle(putLogo, async (call) => {
    const { workspaceId, bytes } = call
    if ((await findWorkspace(workspaces, workspaceId)).sample) return ofSample
    const picture = readPicture(bytes)
    if (!picture.ok) return reply(422, problem('invalid', `The body: ${picture.error}.`))
    const { type } = picture.value
    const logoVersion = await workspaces.setLogo(workspaceId, { type, bytes: Buffer.from(bytes) })
    await note(call, {
      action: 'workspace.logo-set',
      on: { kind: 'workspace', id: workspaceId },
      after: { type, bytes: bytes.byteLength },
    })
    const { logoUrl } = showBrand({ workspaceId, brand: {}, logoVersion })
    return reply(200, { logoUrl: logoUrl ?? '' })
  }),
  handle(getLogo, async ({ workspaceId }) => {
    const logo = await workspaces.logo(workspaceId)
    if (logo === null) return reply(404, problem('not-found', 'This workspace has no logo.'))
    return {
      status: 200 as const,
      body: logo.bytes as unknown as string,
      contentType: logo.type,
      headers: {
        'cache-control': 'private, max-age=3600',
        'content-security-policy': "default-src 'none'; sandbox",
      },
    }
  }),
  handle(deleteLogo, async (call) => {
    await workspaces.deleteLogo(call.workspaceId)
    await note(call, {
      action: 'workspace.logo-removed',
      on: { kind: 'workspace', id: call.workspaceId },
    })
    return reply(200, { logoUrl: null })
  }),
]
