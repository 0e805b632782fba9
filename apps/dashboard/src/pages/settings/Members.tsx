import { mayManage } from '../../api/me.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { Answered } from '../../kit/Answered.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { Invitations } from './Invitations.tsx'
import { Invite } from './Invite.tsx'
import { MemberRow } from './MemberRow.tsx'
import { Transfer } from './Transfer.tsx'
import { useMembers } from './use-members.ts'

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
                <MemberRow key={member.personId} of={member} />
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
