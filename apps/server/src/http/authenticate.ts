/** Who a request comes from: by its key, by its cookie, or as a visitor of the sample. */
import { hash, timingSafeEqual } from 'node:crypto'
import type { Endpoint } from '@airgraph/contract/endpoint.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { Standing } from '@airgraph/store/records/members.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Accounts } from '../accounts/accounts.ts'
import { sampleWorkspace } from '../flows/sample.ts'
import {
  isMemberRole,
  type KeyHolder,
  type PersonIn,
  type Principal,
  workspaceHeader,
} from './principal.ts'
import { isFromPage, isReading, refuseForeign } from './same-origin.ts'

interface Needs {
  readonly records: Pick<Records, 'keys' | 'workspaces' | 'members'>
  readonly accounts: Accounts
  readonly operatorToken: string
  /** The workspace that is shown to who is not signed in. */
  readonly openWorkspace: () => Promise<WorkspaceId | null>
}

type Declared = Pick<Endpoint, 'scope' | 'role' | 'keyInBody'>

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
