import type { Member } from '@airgraph/contract/members.ts'
import type { transferWorkspace } from '@airgraph/contract/workspaces.ts'
import { NativeSelect } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { useMeNow } from '../../frame/me-context.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { Confirm } from '../../kit/form/Confirm.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { say } from '../../kit/toast.ts'
import { membersKey } from './use-members.ts'

export function Transfer({ members }: { readonly members: readonly Member[] }) {
  const api = useApi()
  const cache = useQueryClient()
  const { me, refresh } = useMeNow()
  const { name } = useWorkspaceNow()
  const others = members.filter(({ personId }) => personId !== me.person?.id)
  const [chosen, setChosen] = useState('')
  const to = others.find(({ personId }) => personId === chosen) ?? others[0]
  return (
    <TileFrame
      title="Ownership"
      subtitle="Give the workspace to another member. They become an owner, and you an admin."
      testId="transfer"
    >
      {to === undefined ? (
        <p className="section-text">There is nobody else yet. Invite them first.</p>
      ) : (
        <div className="form section-form">
          <NativeSelect
            label="New owner"
            data={others.map((one) => ({
              value: one.personId,
              label: `${one.name} (${one.email})`,
            }))}
            value={to.personId}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          />
          <div className="form-actions">
            <Confirm
              label="Give it away …"
              title={`Give “${name}” to ${to.name}`}
              action={`Make ${to.name} the owner`}
              onConfirm={async () => {
                await api.call<typeof transferWorkspace>('POST /v1/workspace/transfer', {
                  body: { personId: to.personId },
                })
                await cache.invalidateQueries({ queryKey: membersKey })
                await refresh()
                say(`“${name}” is ${to.name}’s now.`)
              }}
            >
              {to.name} may then do everything, also remove you and delete it. Only they can give it
              back.
            </Confirm>
          </div>
        </div>
      )}
    </TileFrame>
  )
}
