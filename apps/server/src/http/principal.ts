import { hash, timingSafeEqual } from 'node:crypto'
import type { Endpoint } from '@airgraph/contract/endpoint.ts'
import { Failure, impossible } from '@airgraph/domain/failure.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { isAtLeast, type MemberRole, memberRoles } from '@airgraph/domain/role.ts'
import type { KeyScope } from '@airgraph/domain/scope.ts'
import type { Who } from '@airgraph/store/records/audit.ts'
import type { Standing } from '@airgraph/store/records/members.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Accounts, SignedIn } from '../accounts/accounts.ts'
import { sampleWorkspace } from '../flows/sample.ts'
import { isFromPage, isReading, refuseForeign } from './same-origin.ts'

/** Who is calling, and what they may do. */
export type Principal = Operator | KeyHolder | Visitor | PersonIn

/** Of whoever runs the installation: names the workspace in a header. */
interface Operator {
  readonly kind: 'operator'
  readonly workspaceId: WorkspaceId
}

interface KeyHolder {
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

interface Needs {
  readonly records: Pick<Records, 'keys' | 'workspaces' | 'members'>
  readonly accounts: Accounts
  readonly operatorToken: string
  /** The workspace that is shown to who is not signed in. */
  readonly openWorkspace: () => Promise<WorkspaceId | null>
}

type Declared = Pick<Endpoint, 'scope' | 'role' | 'keyInBody'>

const workspaceHeader = 'x-airgraph-workspace'

/** Whose key that is and what it allows, for keys that come in a body. `null` where we do not know it. */
export type FindPrincipal = (secret: string) => Promise<KeyHolder | null>

export const createFindPrincipal =
  ({ keys }: Pick<Records, 'keys'>): FindPrincipal =>
  async (secret) => {
    const key = await keys.authenticate(secret)
    return (
      key && {
        kind: 'key',
        workspaceId: key.workspaceId,
        scopes: key.scopes,
        keyId: key.keyId,
        name: key.name,
      }
    )
  }

export type Authenticate = ReturnType<typeof createAuthenticate>

export const createAuthenticate = (needs: Needs) => {
  const { records, accounts, operatorToken, openWorkspace } = needs
  const findPrincipal = createFindPrincipal(records)
  const findPerson = createFindPerson(needs)
  return {
    /** `null`: nobody, or nobody that we know. A key is stronger than a cookie: it was put there on purpose. */
    async who(
      request: FastifyRequest,
      reply: FastifyReply,
      endpoint: Declared,
    ): Promise<Principal | null> {
      const token = bearer(request) ?? (endpoint.keyInBody ? basic(request) : null)
      if (token !== null)
        return same(token, operatorToken)
          ? operator(request, endpoint, records)
          : findPrincipal(token)
      return (await findPerson(request, reply)) ?? visitor(request, accounts, openWorkspace)
    },
    /** For what is open: who is signed in, if anybody is. */
    person: findPerson,
    /** For what is open, and changes something for somebody in front of a page. */
    refuseForeign: (request: FastifyRequest) => refuseForeign(request, accounts.publicUrl),
  }
}

/** Throws where the cookie was sent along by another site. */
const createFindPerson =
  ({ records: { members, workspaces }, accounts }: Needs) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<PersonIn | null> => {
    const { cookie } = request.headers
    if (cookie === undefined || !accounts.hasSession(cookie)) return null
    refuseForeign(request, accounts.publicUrl)
    const { who, setCookies } = await accounts.find(cookie)
    if (setCookies.length > 0) reply.header('set-cookie', [...setCookies])
    if (who === null) return null
    const chosen = chosenBy(request)
    const standing = chosen && (await members.standing(who.person.id, chosen))
    return {
      kind: 'person',
      ...who,
      chosen,
      standing: standing || (chosen && (await asGuest(chosen, workspaces))) || null,
    }
  }

/** Whoever is signed in may look at the sample. */
async function asGuest(
  chosen: string,
  workspaces: Needs['records']['workspaces'],
): Promise<Standing | null> {
  const isThere = chosen === sampleWorkspace && (await workspaces.find(chosen))?.sample === true
  return isThere ? { workspaceId: sampleWorkspace, role: 'viewer', through: null } : null
}

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

const isMemberRole = (role: Endpoint['role']): role is MemberRole =>
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

const bearer = (request: FastifyRequest) =>
  /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null

/** Clients of others write their key as the user's name. */
const basic = ({ headers: { authorization = '' } }: FastifyRequest) => {
  const [, coded = ''] = /^Basic ([\w+/=-]+)$/i.exec(authorization) ?? []
  return Buffer.from(coded, 'base64').toString().split(':')[0] || null
}

/** A stream of events and a picture cannot carry a header: for reading it may stand behind “?”. */
function chosenBy(request: FastifyRequest): string | null {
  const named = request.headers[workspaceHeader]
  if (named !== undefined) return String(named)
  if (!isReading(request)) return null
  return new URLSearchParams(request.url.split('?').slice(1).join('?')).get('workspace')
}

/** Nothing is made or listed in a workspace that is not there; where events go and questions are asked, that is looked up anyway. */
async function operator(
  request: FastifyRequest,
  { scope, role }: Declared,
  { workspaces }: Pick<Needs['records'], 'workspaces'>,
): Promise<Principal> {
  const workspaceId = (chosenBy(request) ?? sampleWorkspace) as WorkspaceId
  const isInside = isMemberRole(role) && (scope === 'admin' || scope === 'operator')
  if (isInside && (await workspaces.find(workspaceId)) === null)
    throw new Failure('not-found', `There is no workspace “${workspaceId}”.`)
  return { kind: 'operator', workspaceId }
}

async function visitor(
  request: FastifyRequest,
  { publicUrl }: Pick<Accounts, 'publicUrl'>,
  openWorkspace: Needs['openWorkspace'],
): Promise<Principal | null> {
  const workspaceId = isFromPage(request, publicUrl) ? await openWorkspace() : null
  const chosen = chosenBy(request)
  const isTheirs = chosen === null || chosen === workspaceId
  return workspaceId !== null && isTheirs ? { kind: 'visitor', workspaceId } : null
}

/** Compared by their hashes, which are of one length whatever was sent. */
export const same = (a: string, b: string) =>
  timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'))
