import { createKey, listKeys, revokeKey, rotateKey } from '@airgraph/contract/keys.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { ApiKey } from '@airgraph/store/records/keys.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Note } from '../flows/note.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'

interface Needs {
  readonly records: Pick<Records, 'keys' | 'workspaces'>
  readonly note: Note
}

export const keyRoutes = ({ records: { keys, workspaces }, note }: Needs) => [
  handle(createKey, async (call) => {
    const { workspaceId, body } = call
    if ((await workspaces.find(workspaceId)) === null)
      throw new Failure('not-found', `There is no workspace “${workspaceId}”.`)
    const { key, secret } = await keys.create({
      workspaceId,
      name: body.name,
      scopes: [...new Set(body.scopes)],
      expiresAt: body.expiresAt === undefined ? null : new Date(body.expiresAt),
    })
    await note(call, {
      action: 'key.created',
      on: { kind: 'key', id: key.keyId },
      after: { name: key.name, scopes: key.scopes, expiresAt: key.expiresAt },
    })
    return reply(201, { ...shown(key), secret })
  }),
  handle(listKeys, async ({ workspaceId }) =>
    reply(200, { keys: (await keys.list(workspaceId)).map(shown) }),
  ),
  handle(revokeKey, async (call) => {
    const { keyId } = call.params
    if (!(await keys.revoke(call.workspaceId, keyId))) return noKey(keyId)
    await note(call, { action: 'key.revoked', on: { kind: 'key', id: keyId } })
    return reply(200, { keyId })
  }),
  handle(rotateKey, async (call) => {
    const { keyId } = call.params
    const rotated = await keys.rotate(call.workspaceId, keyId)
    if (rotated === null) return noKey(keyId)
    await note(call, { action: 'key.rotated', on: { kind: 'key', id: keyId } })
    return reply(200, { ...shown(rotated.key), secret: rotated.secret })
  }),
]

const noKey = (keyId: string) => reply(404, problem('not-found', `There is no key ${keyId}.`))

const shown = (key: ApiKey) => ({
  keyId: key.keyId,
  name: key.name,
  scopes: [...key.scopes],
  createdAt: key.createdAt.toISOString(),
  expiresAt: key.expiresAt?.toISOString() ?? null,
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  previousUntil: key.previousUntil?.toISOString() ?? null,
})
