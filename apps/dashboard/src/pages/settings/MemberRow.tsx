import type { leaveWorkspace, Member, removeMember } from '@airgraph/contract/members.ts'
import { memberRoles } from '@airgraph/domain/role.ts'
import type { MemberRole } from '@airgraph/domain/role.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../api/api.ts'
import { useMeNow } from '../../frame/me-context.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatDate } from '../../format/moments.ts'
import { Confirm } from '../../kit/form/Confirm.tsx'
import { Select } from '../../kit/Select.tsx'
import { say } from '../../kit/toast.ts'
import { roleWords } from '../../words/roles.ts'
import { useGiveRole } from './use-give-role.ts'
import { membersKey } from './use-members.ts'

/** Owners make owners, and change what owners are; admins all others. */
const rolesToGive = (mine: MemberRole | null, theirs: MemberRole): readonly MemberRole[] => {
  if (mine === 'owner') return memberRoles
  return mine === 'admin' && theirs !== 'owner'
    ? memberRoles.filter((role) => role !== 'owner')
    : []
}

export function MemberRow({ of }: { readonly of: Member }) {
  const { personId, name, email, role, twoFactor, joinedAt } = of
  const { me } = useMeNow()
  const { role: mine, timeZone } = useWorkspaceNow()
  const give = useGiveRole()
  const isMe = me.person?.id === personId
  const roles = rolesToGive(mine, role)
  return (
    <li className="rows-row" data-testid={`member-${email}`}>
      <div className="rows-main">
        <strong>{name}</strong> {isMe && <span className="badge">you</span>}
        <p>
          {email} · since {formatDate(joinedAt, timeZone)}
          {twoFactor && ' · with a second factor'}
        </p>
      </div>
      <div className="rows-tools">
        {roles.length > 0 ? (
          <Select
            label={`Role of ${name}`}
            words={
              Object.fromEntries(
                roles.toReversed().map((one) => [one, roleWords[one].title]),
              ) as Record<MemberRole, string>
            }
            value={role}
            onChange={(next) => void give(of, next)}
          />
        ) : (
          <span>{roleWords[role].title}</span>
        )}
        {isMe ? <Leave /> : roles.length > 0 && <Remove of={of} />}
      </div>
    </li>
  )
}

function Remove({ of: { personId, name, email } }: { readonly of: Member }) {
  const api = useApi()
  const cache = useQueryClient()
  const { name: workspace } = useWorkspaceNow()
  return (
    <Confirm
      label="Remove …"
      of={name}
      title={`Remove ${name}`}
      action="Remove"
      onConfirm={async () => {
        await api.call<typeof removeMember>('DELETE /v1/members/:personId', {
          params: { personId },
        })
        await cache.invalidateQueries({ queryKey: membersKey })
        say(`${name} is no member any more.`)
      }}
    >
      {name} ({email}) sees nothing of “{workspace}” any more, from now on. To come back they need a
      new invitation.
    </Confirm>
  )
}

function Leave() {
  const api = useApi()
  const { refresh } = useMeNow()
  const { name } = useWorkspaceNow()
  return (
    <Confirm
      label="Leave …"
      title={`Leave “${name}”`}
      action="Leave"
      onConfirm={async () => {
        await api.call<typeof leaveWorkspace>('POST /v1/members/leave')
        window.history.replaceState(null, '', '/')
        await refresh()
        window.location.assign('/')
      }}
    >
      You see nothing of it any more, from now on. To come back you need a new invitation.
    </Confirm>
  )
}
