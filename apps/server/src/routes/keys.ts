import { createKey, listKeys, revokeKey } from '@airgraph/contract/keys.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { ApiKey } from '@airgraph/store/records/keys.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'

export const keyRoutes = ({
  records: { keys, workspaces },
}: {
  readonly records: Pick<Records, 'keys' | 'workspaces'>
}) => [
  handle(createKey, async ({ workspaceId, body }) => {
    if ((await workspaces.find(workspaceId)) === null)
      throw new Failure('not-found', `There is no workspace “${workspaceId}”.`)
    const { key, secret } = await keys.create({
      workspaceId,
      name: body.name,
      scopes: [...new Set(body.scopes)],
      expiresAt: body.expiresAt === undefined ? null : new Date(body.expiresAt),
    })
    return reply(201, { ...shown(key), secret })
  }),
  handle(listKeys, async ({ workspaceId }) =>
    reply(200, { keys: (await keys.list(workspaceId)).map(shown) }),
  ),
  handle(revokeKey, async ({ workspaceId, params: { keyId } }) =>
    (await keys.revoke(workspaceId, keyId))
      ? reply(200, { keyId })
      : reply(404, problem('not-found', `There is no key ${keyId}.`)),
  ),
]

const shown = (key: ApiKey) => ({
  keyId: key.keyId,
  name: key.name,
  scopes: [...key.scopes],
  createdAt: key.createdAt.toISOString(),
  expiresAt: key.expiresAt?.toISOString() ?? null,
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
})
