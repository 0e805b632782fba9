import type { Endpoint } from '@airgraph/contract/endpoint.ts'
import { Failure, impossible } from '@airgraph/domain/failure.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { isAtLeast, type MemberRole, memberRoles } from '@airgraph/domain/role.ts'
import type { KeyScope } from '@airgraph/domain/scope.ts'
import type { Who } from '@airgraph/store/records/audit.ts'
import type { Standing } from '@airgraph/store/records/members.ts'
import type { SignedIn } from '../accounts/accounts.ts'

/** Who is calling, and what they may do. */
export type Principal = Operator | KeyHolder | Visitor | PersonIn

/** Of whoever runs the installation: names the workspace in a header. */
interface Operator {
  readonly kind: 'operator'
  readonly workspaceId: WorkspaceId
}

export interface KeyHolder {
  readonly kind: 'key'
  readonly workspaceId: WorkspaceId
  readonly scopes: readonly KeyScope[]
  readonly keyId: string
  readonly name: string
}

/** Nobody is signed in, and looks at the sample: simulated data only. */
interface Visitor {
  readonly kind: 'visitor'
  readonly workspaceId: WorkspaceId
}

export interface PersonIn extends SignedIn {
  readonly kind: 'person'
  /** In the workspace that was chosen; `null` where none was, or one that is not theirs. */
  readonly standing: Standing | null
  readonly chosen: string | null
}

export const workspaceHeader = 'x-airgraph-workspace'

/** The workspace that they may call this for; empty where it is for none. Throws a `Failure` where they may not. */
export function admitted(
  principal: Principal | null,
  { scope, role }: Pick<Endpoint, 'scope' | 'role'>,
): WorkspaceId {
  if (principal === null) throw notKnown
  switch (principal.kind) {
    case 'operator':
      if (scope === 'person') throw forbidden('This is for a person who is signed in.')
      return principal.workspaceId
    case 'key':
      if (!mayUse(principal.scopes, scope))
        throw forbidden(`This needs a key with the scope “${scope}”.`)
      return principal.workspaceId
    case 'visitor':
      if (scope !== 'ask') throw notKnown
      return principal.workspaceId
    case 'person':
      return admittedPerson(principal, role)
    default:
      return impossible(principal)
  }
}

const forbidden = (words: string) => new Failure('forbidden', words)

const notKnown = new Failure(
  'unauthorized',
  'Sign in, or send a key that is valid today as “Authorization: Bearer ag_…”. Make one with: npx airgraph key create.',
)

const mayUse = (scopes: readonly KeyScope[], scope: Endpoint['scope']) =>
  scope !== 'operator' &&
  scope !== 'person' &&
  scope !== 'open' &&
  (scopes.includes(scope) || scopes.includes('admin'))

export const isMemberRole = (role: Endpoint['role']): role is MemberRole =>
  (memberRoles as readonly string[]).includes(role)

function admittedPerson({ standing, chosen }: PersonIn, role: Endpoint['role']): WorkspaceId {
  if (role === 'nobody')
    throw forbidden('This is for keys, or for whoever runs the installation, not for people.')
  if (!isMemberRole(role)) return standing?.workspaceId ?? nowhere
  if (chosen === null)
    throw new Failure('invalid', `Say in which workspace, by the header “${workspaceHeader}”.`)
  if (standing === null) throw new Failure('not-found', `There is no workspace “${chosen}”.`)
  if (!isAtLeast(standing.role, role))
    throw forbidden(`This is for ${role}s of the workspace, and you are a ${standing.role} of it.`)
  return standing.workspaceId
}

const nowhere = '' as WorkspaceId

/** As the audit log has it. */
export function whoIs(principal: Principal | null): Who {
  if (principal === null) return nobody
  switch (principal.kind) {
    case 'person':
      return { kind: 'person', id: principal.person.id, name: principal.person.name }
    case 'key':
      return { kind: 'key', id: principal.keyId, name: principal.name }
    case 'operator':
      return { kind: 'operator', id: null, name: null }
    case 'visitor':
      return nobody
    default:
      return impossible(principal)
  }
}

const nobody: Who = { kind: 'nobody', id: null, name: null }

/** Of an endpoint that nobody but people may call. */
export function personOf(principal: Principal | null): PersonIn {
  if (principal?.kind === 'person') return principal
  throw notKnown
}

/** What who asks is in the workspace: the operator stands as an owner, a key as an admin. */
export const roleOf = (principal: Principal | null): MemberRole => {
  if (principal?.kind === 'operator') return 'owner'
  return principal?.kind === 'person' ? (principal.standing?.role ?? 'client') : 'admin'
}
