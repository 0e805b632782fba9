import type { Member, patchMember } from '@airgraph/contract/members.ts'
import type { MemberRole } from '@airgraph/domain/role.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../api/api.ts'
import { useMeNow } from '../../frame/me-context.ts'
import { inSentence } from '../../kit/form/in-sentence.ts'
import { say } from '../../kit/toast.ts'
import { roleWords } from '../../words/roles.ts'
import { type Listed, membersKey } from './use-members.ts'

/** Shown at once, taken back where it is refused, and for a while by whoever did it. */
export function useGiveRole() {
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
