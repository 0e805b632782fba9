import {
  leaveWorkspace,
  listMembers,
  patchMember,
  removeAgency,
  removeClient,
  removeMember,
} from '@airgraph/contract/members.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { MemberRole } from '@airgraph/domain/role.ts'
import type { AgencyLink, Member, MemberRefusal } from '@airgraph/store/records/members.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { By, Note } from '../flows/note.ts'
import { handle, reply } from '../http/handle.ts'
import { personOf, roleOf } from '../http/principal.ts'
import { problem } from '../http/problem.ts'

interface Needs {
  readonly records: Pick<Records, 'members' | 'workspaces'>
  readonly note: Note
}

export const memberRoutes = ({ records: { members }, note }: Needs) => {
  /** `null` is out. */
  const change = async (by: By, personId: string, role: MemberRole | null) => {
    const changed = await members.change({
      workspaceId: by.workspaceId,
      personId,
      role,
      by: roleOf(by.principal),
    })
    if (!changed.ok) return changed
    await note(by, {
      action: role === null ? 'member.removed' : 'member.role-changed',
      on: { kind: 'person', id: personId },
      before: { role: changed.value },
      after: role === null ? null : { role },
    })
    return changed
  }

  const unlink = async (by: By, workspaceId: string, agencyId: string) => {
    const done = await members.unlink(workspaceId, agencyId)
    if (!done) return false
    for (const one of [workspaceId, agencyId])
      await note(
        { ...by, workspaceId: one as WorkspaceId },
        {
          action: 'agency.removed',
          on: { kind: 'workspace', id: workspaceId },
          before: { agencyId },
        },
      )
    return true
  }

  return [
    handle(listMembers, async ({ workspaceId }) => {
      const [all, agencies, clients] = await Promise.all([
        members.list(workspaceId),
        members.agenciesOf(workspaceId),
        members.clientsOf(workspaceId),
      ])
      return reply(200, {
        members: all.map(shown),
        agencies: agencies.map(shownLink),
        clients: clients.map(shownLink),
      })
    }),
    handle(patchMember, async (call) => {
      const { personId } = call.params
      const changed = await change(call, personId, call.body.role)
      if (!changed.ok) return refusals[changed.error]
      const now = (await members.list(call.workspaceId)).find((one) => one.personId === personId)
      return now === undefined ? refusals['no-member'] : reply(200, shown(now))
    }),
    handle(removeMember, async (call) => {
      const { personId } = call.params
      const changed = await change(call, personId, null)
      return changed.ok ? reply(200, { personId }) : refusals[changed.error]
    }),
    handle(leaveWorkspace, async (call) => {
      const { person } = personOf(call.principal)
      const left = await change(call, person.id, null)
      if (left.ok) return reply(200, { workspaceId: call.workspaceId })
      return left.error === 'last-owner' ? refusals['last-owner'] : refusals['no-member']
    }),
    handle(removeAgency, async (call) => {
      const { workspaceId: agencyId } = call.params
      return (await unlink(call, call.workspaceId, agencyId))
        ? reply(200, { workspaceId: agencyId })
        : noLink
    }),
    handle(removeClient, async (call) => {
      const { workspaceId: clientId } = call.params
      return (await unlink(call, clientId, call.workspaceId))
        ? reply(200, { workspaceId: clientId })
        : noLink
    }),
  ]
}

const noLink = reply(404, problem('not-found', 'There is no such workspace here.'))

const refusals = {
  'no-member': reply(404, problem('not-found', 'There is no such member in this workspace.')),
  'last-owner': reply(
    409,
    problem(
      'conflict',
      'This is the last owner. Give the workspace to another member first, or delete it.',
    ),
  ),
  'owners-only': reply(
    403,
    problem('forbidden', 'Only owners make owners, and change what owners are.'),
  ),
} satisfies Record<MemberRefusal, unknown>

const shown = (member: Member) => ({ ...member, joinedAt: member.joinedAt.toISOString() })
const shownLink = (link: AgencyLink) => ({ ...link, since: link.since.toISOString() })
