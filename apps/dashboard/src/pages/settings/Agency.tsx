import type { removeAgency, removeClient } from '@airgraph/contract/members.ts'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useApi } from '../../api/api.ts'
import { mayManage } from '../../api/me.ts'
import { useMeNow } from '../../frame/me-context.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatDate } from '../../format/moments.ts'
import { Answered } from '../../kit/Answered.tsx'
import { Confirm } from '../../kit/form/Confirm.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { say } from '../../kit/toast.ts'
import { roleWords } from '../../words/roles.ts'
import { Invitations } from './Invitations.tsx'
import { Invite } from './Invite.tsx'
import { membersKey, useMembers } from './use-members.ts'

/** Who else’s people may come in here, and where ours may go. */
export function Agency() {
  const { role, name, timeZone } = useWorkspaceNow()
  const { me, refresh } = useMeNow()
  const api = useApi()
  const cache = useQueryClient()
  const answered = useMembers()
  const isManager = role !== null && mayManage(role, false)
  const after = async (words: string) => {
    await cache.invalidateQueries({ queryKey: membersKey })
    await refresh()
    say(words)
  }
  return (
    <div className="section">
      <TileFrame
        title="Agencies"
        subtitle={`Workspaces whose people may come into “${name}”`}
        testId="agencies"
      >
        <Answered of={answered} skeleton={<TableSkeleton rows={1} />}>
          {({ agencies }) =>
            agencies.length === 0 ? (
              <p className="section-text">None. Only members see this workspace.</p>
            ) : (
              <ul className="rows">
                {agencies.map((agency) => (
                  <li key={agency.workspaceId} className="rows-row">
                    <div className="rows-main">
                      <strong>{agency.name}</strong>
                      <p>
                        At most {roleWords[agency.role].title.toLowerCase()} · since{' '}
                        {formatDate(agency.since, timeZone)}
                      </p>
                    </div>
                    {isManager && (
                      <Confirm
                        label="Let them in no more …"
                        of={agency.name}
                        title={`Let “${agency.name}” in no more`}
                        action="Let them in no more"
                        onConfirm={async () => {
                          await api.call<typeof removeAgency>('DELETE /v1/agencies/:workspaceId', {
                            params: { workspaceId: agency.workspaceId },
                          })
                          await after(`“${agency.name}” comes in no more.`)
                        }}
                      >
                        Its people see nothing of “{name}” any more, from now on, unless they are
                        members themselves.
                      </Confirm>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Answered>
      </TileFrame>
      {isManager && <Invite as="agency" />}
      {isManager && <Invitations as="agency" />}
      <TileFrame
        title="Clients"
        subtitle={`Workspaces into which people of “${name}” may come`}
        testId="clients"
        tools={
          isManager && (
            <Button size="xs" variant="default" component={Link} to="/workspaces/new">
              Make a client’s workspace
            </Button>
          )
        }
      >
        <Answered of={answered} skeleton={<TableSkeleton rows={1} />}>
          {({ clients }) =>
            clients.length === 0 ? (
              <p className="section-text">
                None. A client lets you in by an invitation, or you make a workspace for them.
              </p>
            ) : (
              <ul className="rows">
                {clients.map((client) => (
                  <li key={client.workspaceId} className="rows-row">
                    <div className="rows-main">
                      {me.workspaces.some(({ id }) => id === client.workspaceId) ? (
                        <Link to="/" search={{ workspace: client.workspaceId }}>
                          {client.name}
                        </Link>
                      ) : (
                        <strong>{client.name}</strong>
                      )}
                      <p>
                        At most {roleWords[client.role].title.toLowerCase()} · since{' '}
                        {formatDate(client.since, timeZone)}
                      </p>
                    </div>
                    {isManager && (
                      <Confirm
                        label="Be its agency no more …"
                        of={client.name}
                        title={`Be the agency of “${client.name}” no more`}
                        action="Be its agency no more"
                        onConfirm={async () => {
                          await api.call<typeof removeClient>('DELETE /v1/clients/:workspaceId', {
                            params: { workspaceId: client.workspaceId },
                          })
                          await after(`“${client.name}” is no client any more.`)
                        }}
                      >
                        People of “{name}” see nothing of it any more, from now on. Only the client
                        can let you in again.
                      </Confirm>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Answered>
      </TileFrame>
    </div>
  )
}
