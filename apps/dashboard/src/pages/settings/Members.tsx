import type {
  leaveWorkspace,
  listMembers,
  Member,
  patchMember,
  removeMember,
} from '@airgraph/contract/members.ts'
import type { transferWorkspace } from '@airgraph/contract/workspaces.ts'
import { memberRoles } from '@airgraph/domain/role.ts'
import type { MemberRole } from '@airgraph/domain/role.ts'
import { NativeSelect } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { mayManage } from '../../api/me.ts'
import { useMeNow } from '../../frame/me-context.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatDate } from '../../format/moments.ts'
import { Answered } from '../../kit/Answered.tsx'
import { Confirm } from '../../kit/form/Confirm.tsx'
import { inSentence } from '../../kit/form/in-sentence.ts'
import { Select } from '../../kit/Select.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { say } from '../../kit/toast.ts'
import { roleWords } from '../../words/roles.ts'
import { Invitations } from './Invitations.tsx'
import { Invite } from './Invite.tsx'

const membersKey = ['members']
type Listed = (typeof listMembers)['reply'][200]['_zod']['output']

export function useMembers() {
  const api = useApi()
  return useQuery({
    queryKey: membersKey,
    queryFn: ({ signal }) => api.call<typeof listMembers>('GET /v1/members', { signal }),
  })
}

/** Who is here, who is invited, and who may change what. */
export function Members() {
  const { role } = useWorkspaceNow()
  const answered = useMembers()
  const isManager = role !== null && mayManage(role, false)
  return (
    <div className="section">
      {isManager && <Invite as="member" />}
      <TileFrame title="Members" testId="members">
        <Answered of={answered} skeleton={<TableSkeleton rows={3} />}>
          {({ members }) => (
            <ul className="rows">
              {members.map((member) => (
                <Row key={member.personId} of={member} />
              ))}
            </ul>
          )}
        </Answered>
      </TileFrame>
      {isManager && <Invitations as="member" />}
      {role === 'owner' && answered.data && <Transfer members={answered.data.members} />}
    </div>
  )
}

/** Owners make owners, and change what owners are; admins all others. */
const rolesToGive = (mine: MemberRole | null, theirs: MemberRole): readonly MemberRole[] => {
  if (mine === 'owner') return memberRoles
  return mine === 'admin' && theirs !== 'owner'
    ? memberRoles.filter((role) => role !== 'owner')
    : []
}

function Row({ of }: { readonly of: Member }) {
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

function useGiveRole() {
  const api = useApi()
  const cache = useQueryClient()
  const { me, refresh } = useMeNow()
  const show = (personId: string, role: MemberRole) =>
    cache.setQueryData<Listed>(
      membersKey,
      (now) =>
        now && {
          ...now,
          members: now.members.map((one) => (one.personId === personId ? { ...one, role } : one)),
        },
    )
  const send = async ({ personId, name, role: before }: Member, role: MemberRole) => {
    show(personId, role)
    try {
      await api.call<typeof patchMember>('PATCH /v1/members/:personId', {
        params: { personId },
        body: { role },
      })
      if (personId === me.person?.id) await refresh()
      return true
    } catch (error) {
      show(personId, before)
      say(`${name} stays ${roleWords[before].article}: ${inSentence(error as Error)}`, {
        tone: 'bad',
      })
      return false
    }
  }
  return async (member: Member, role: MemberRole) => {
    if (!(await send(member, role))) return
    const undo = () => void send({ ...member, role }, member.role)
    say(`${member.name} is ${roleWords[role].article} now.`, { undo })
  }
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

function Transfer({ members }: { readonly members: readonly Member[] }) {
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
