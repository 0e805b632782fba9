import {
  createWorkspace,
  deleteWorkspace,
  getWorkspace,
  listWorkspaces,
  patchWorkspace,
  removeSample,
  restoreWorkspace,
  transferWorkspace,
} from '@airgraph/contract/workspaces.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { isAtLeast } from '@airgraph/domain/role.ts'
import { sql, str } from '@airgraph/sql/sql.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { idForWorkspace } from '../flows/name-workspace.ts'
import type { Note } from '../flows/note.ts'
import { sampleWorkspace } from '../flows/sample.ts'
import { showWorkspace } from '../flows/show-workspace.ts'
import { soonCommitted } from '../flows/soon-committed.ts'
import { handle, reply } from '../http/handle.ts'
import { personOf } from '../http/principal.ts'
import { problem } from '../http/problem.ts'
import type { Jobs } from '../jobs.ts'
import { findWorkspace, ofSample } from './find-workspace.ts'

interface Needs {
  readonly events: EventStore
  readonly records: Pick<Records, 'workspaces' | 'members'>
  readonly jobs: Pick<Jobs, 'removeWorkspaces'>
  readonly note: Note
}

/** Until then it can be restored. */
const daysBeforeDeletion = 7

export const workspaceRoutes = ({
  events,
  records: { workspaces, members },
  jobs,
  note,
}: Needs) => {
  const mayBring = async (personId: string, agencyId: string) => {
    const standing = await members.standing(personId, agencyId)
    return standing !== null && standing.through === null && isAtLeast(standing.role, 'admin')
  }

  /** Clients and viewers of others make no workspaces of their own here. */
  const mayCreate = async (personId: string) =>
    (await members.standingsOf(personId)).some(
      ({ role, through }) => through === null && isAtLeast(role, 'admin'),
    )

  return [
    handle(getWorkspace, async ({ workspaceId, principal }) => {
      const workspace = await findWorkspace(workspaces, workspaceId)
      return reply(200, {
        ...showWorkspace(workspace),
        lastEventAt: await lastEventAt(events, workspaceId),
        role: principal?.kind === 'person' ? (principal.standing?.role ?? null) : null,
      })
    }),
    handle(createWorkspace, async (call) => {
      const { workspaceId: wanted, agencyId, ...settings } = call.body
      const person = call.principal?.kind === 'person' ? call.principal.person : null
      if (person !== null && wanted !== undefined) return noOwnId
      if (person !== null && !(await mayCreate(person.id))) return adminsOnly
      if (agencyId !== undefined && (person === null || !(await mayBring(person.id, agencyId))))
        return noAgency
      const workspaceId = (wanted as WorkspaceId | undefined) ?? idForWorkspace(settings.name)
      const made = await workspaces.create(
        { ...settings, workspaceId, sample: false },
        {
          ...(person !== null && { ownerId: person.id }),
          ...(agencyId !== undefined && { agencyId }),
        },
      )
      if (!made.ok)
        return reply(
          409,
          problem('conflict', `There is, or was, a workspace “${workspaceId}” already.`),
        )
      await note(
        { ...call, workspaceId },
        {
          action: 'workspace.created',
          on: { kind: 'workspace', id: workspaceId },
          after: { name: settings.name, agencyId: agencyId ?? null },
        },
      )
      return reply(201, showWorkspace(made.value))
    }),
    handle(listWorkspaces, async () =>
      reply(200, { workspaces: (await workspaces.list()).map(showWorkspace) }),
    ),
    handle(patchWorkspace, async (call) => {
      const before = await findWorkspace(workspaces, call.workspaceId)
      if (before.sample) return ofSample
      const { brand, ...settings } = call.body
      const after = await workspaces.change(call.workspaceId, {
        ...given(settings),
        ...(brand !== undefined && { brand: given(brand) }),
      })
      if (after === null) throw new Failure('not-found', 'The workspace is gone.')
      const changed = difference(showWorkspace(before), showWorkspace(after))
      if (changed !== null)
        await note(call, {
          action: 'workspace.changed',
          on: { kind: 'workspace', id: call.workspaceId },
          ...changed,
        })
      return reply(200, showWorkspace(after))
    }),
    handle(deleteWorkspace, async (call) => {
      const workspace = await findWorkspace(workspaces, call.workspaceId)
      if (workspace.sample) return sampleElsewhere
      const deletesAt = await workspaces.markForDeletion(call.workspaceId, daysBeforeDeletion)
      if (deletesAt === null) throw new Failure('not-found', 'The workspace is gone.')
      if (workspace.deletesAt === null)
        await note(call, {
          action: 'workspace.deletion-asked',
          on: { kind: 'workspace', id: call.workspaceId },
          after: { deletesAt: deletesAt.toISOString() },
        })
      return reply(200, { deletesAt: deletesAt.toISOString() })
    }),
    handle(restoreWorkspace, async (call) => {
      const restored = await workspaces.restore(call.workspaceId)
      if (restored === null)
        return reply(409, problem('conflict', 'This workspace is not to be deleted.'))
      await note(call, {
        action: 'workspace.restored',
        on: { kind: 'workspace', id: call.workspaceId },
      })
      return reply(200, showWorkspace(restored))
    }),
    handle(transferWorkspace, async (call) => {
      const { person } = personOf(call.principal)
      const { personId } = call.body
      if (personId === person.id)
        return reply(409, problem('conflict', 'It is yours already: name another member.'))
      const given = await members.transfer(call.workspaceId, person.id, personId)
      if (!given.ok)
        return reply(404, problem('not-found', 'There is no such member in this workspace.'))
      await note(call, {
        action: 'workspace.transferred',
        on: { kind: 'person', id: personId },
        before: { owner: person.id },
        after: { owner: personId },
      })
      return reply(200, { personId })
    }),
    handle(removeSample, async (call) => {
      const sample = await workspaces.find(sampleWorkspace)
      if (sample === null) return reply(200, { removed: false })
      await workspaces.markForDeletion(sampleWorkspace, 0)
      await jobs.removeWorkspaces()
      await note(call, { action: 'sample.removed', on: { kind: 'workspace', id: sampleWorkspace } })
      return reply(200, { removed: true })
    }),
  ]
}

const noOwnId = reply(
  422,
  problem('invalid', 'workspaceId: leave it out, it is made from the name.'),
)
const adminsOnly = reply(
  403,
  problem('forbidden', 'Only owners and admins of a workspace make another.'),
)
const noAgency = reply(
  403,
  problem('forbidden', 'agencyId: expected a workspace of which you are an admin.'),
)
const sampleElsewhere = reply(
  409,
  problem('conflict', 'The sample workspace is removed with DELETE /v1/sample.'),
)

/** What was said; what was left out is not there. */
const given = <T extends object>(all: T) =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }

function difference(before: object, after: object) {
  const was = new Map(Object.entries(before))
  const names = Object.entries(after)
    .filter(([name, value]) => JSON.stringify(was.get(name)) !== JSON.stringify(value))
    .map(([name]) => name)
  if (names.length === 0) return null
  const only = (all: object) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)))
  return { before: only(before), after: only(after) }
}

async function lastEventAt(events: EventStore, workspaceId: WorkspaceId) {
  await soonCommitted(events)
  const { rows } = await events.query(sql`
    SELECT toUnixTimestamp64Milli(max(received_at)) AS at, count() AS n FROM recent_events
    WHERE workspace_id = ${str(workspaceId)}`)
  const [row] = rows
  return Number(row?.['n'] ?? 0) === 0 ? null : new Date(Number(row?.['at'])).toISOString()
}
