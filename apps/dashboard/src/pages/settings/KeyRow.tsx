import type { revokeKey, rotateKey } from '@airgraph/contract/keys.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../api/api.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatDate, formatShortMoment } from '../../format/moments.ts'
import { Confirm } from '../../kit/form/Confirm.tsx'
import { say } from '../../kit/toast.ts'
import { type Fresh, type Key, keysKey } from './use-keys.ts'

interface Props {
  readonly of: Key
  readonly onRotated: (fresh: Fresh) => void
}

export function KeyRow({ of, onRotated }: Props) {
  const { keyId, name, createdAt, expiresAt, lastUsedAt, previousUntil } = of
  const api = useApi()
  const cache = useQueryClient()
  const { timeZone } = useWorkspaceNow()
  const params = { keyId }
  return (
    <li className="rows-row">
      <div className="rows-main">
        <strong>{name}</strong>{' '}
        {of.scopes.map((scope) => (
          <span key={scope} className="badge">
            {scope}
          </span>
        ))}
        <p>
          {lastUsedAt ? `Last used ${formatShortMoment(lastUsedAt, timeZone)}` : 'Never used'} ·
          made {formatDate(createdAt, timeZone)}
          {expiresAt && ` · ends ${formatDate(expiresAt, timeZone)}`}
          {previousUntil &&
            ` · its old secret holds until ${formatShortMoment(previousUntil, timeZone)}`}
        </p>
      </div>
      <div className="rows-tools">
        <Confirm
          label="New secret …"
          of={name}
          title={`A new secret for “${name}”`}
          action="Make a new secret"
          isDangerous={false}
          onConfirm={async () => {
            const { secret } = await api.call<typeof rotateKey>('POST /v1/keys/:keyId/secret', {
              params,
            })
            await cache.invalidateQueries({ queryKey: keysKey })
            onRotated({ keyId, title: `The new secret of “${name}”.`, secret })
          }}
        >
          The one before holds for another 24 hours, so that you can change it where it is used.
        </Confirm>
        <Confirm
          label="Revoke …"
          of={name}
          title={`Revoke “${name}”`}
          action="Revoke"
          onConfirm={async () => {
            await api.call<typeof revokeKey>('DELETE /v1/keys/:keyId', { params })
            await cache.invalidateQueries({ queryKey: keysKey })
            say(`“${name}” is revoked.`)
          }}
        >
          Whatever uses it is refused from now on. It cannot be taken back.
        </Confirm>
      </div>
    </li>
  )
}
