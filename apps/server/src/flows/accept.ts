import type { acceptInvitation } from '@airgraph/contract/invitations.ts'
import type { BodyOf } from '@airgraph/contract/endpoint.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import { isAtLeast } from '@airgraph/domain/role.ts'
import type { Invitation } from '@airgraph/store/records/invitations.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { Principal } from '../http/principal.ts'

interface Needs {
  readonly records: Pick<Records, 'invitations' | 'members' | 'people'>
  readonly accounts: Pick<Accounts, 'hashPassword'>
}

type Refusal =
  | 'gone'
  | 'sign-in'
  | 'another-address'
  | 'no-agency'
  | 'same-workspace'
  | 'no-password'

interface Accepted {
  readonly personId: string
  readonly invitation: Invitation
  readonly isNew: boolean
}

/** Somebody who holds the link comes in: as who they are, or as somebody new. */
export const createAccept =
  ({ records: { invitations, members, people }, accounts }: Needs) =>
  async (
    { token, name, password, agencyId }: BodyOf<typeof acceptInvitation>,
    principal: Principal | null,
  ): Promise<Result<Accepted, Refusal>> => {
    const invitation = await invitations.read(token)
    if (invitation === null) return err('gone')
    const person = principal?.kind === 'person' ? principal.person : null
    if (person !== null && person.email !== invitation.email) return err('another-address')
    if (invitation.as === 'agency') {
      if (person === null) return err('sign-in')
      const standing = await members.standing(person.id, agencyId ?? '')
      if (standing === null || standing.through !== null || !isAtLeast(standing.role, 'admin'))
        return err('no-agency')
    }
    if (person === null && (await people.byEmail(invitation.email)) !== null) return err('sign-in')
    if (person === null && (name === undefined || password === undefined)) return err('no-password')
    const accepted = await invitations.accept({
      token,
      guest:
        person === null
          ? { name: name ?? '', passwordHash: await accounts.hashPassword(password ?? '') }
          : { personId: person.id },
      agencyId: invitation.as === 'agency' ? ((agencyId ?? '') as WorkspaceId) : null,
    })
    if (accepted.ok) return ok({ ...accepted.value, isNew: person === null })
    return err(wordOf[accepted.error])
  }

const wordOf = { gone: 'gone', known: 'sign-in', same: 'same-workspace' } as const
