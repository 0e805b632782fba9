import { hash, timingSafeEqual } from 'node:crypto'
import type { Endpoint } from '@airgraph/contract/endpoint.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { KeyScope } from '@airgraph/domain/scope.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { FastifyRequest } from 'fastify'

/** Who is calling, and what they may do. */
export interface Principal {
  readonly workspaceId: WorkspaceId
  readonly scopes: readonly (KeyScope | 'operator')[]
}

interface Needs {
  readonly records: Pick<Records, 'keys' | 'workspaces'>
  /** Of whoever runs the installation: names the workspace in a header. */
  readonly operatorToken: string
  /** The workspace that the page shows without a key: simulated data only. */
  readonly openWorkspace: () => Promise<WorkspaceId | null>
}

/** The page's own requests carry it; a form or an image on a foreign site cannot. */
const pageHeader = 'x-airgraph'
const workspaceHeader = 'x-airgraph-workspace'

/** Whose key that is and what it allows, for keys that come in a body. `null` where we do not know it. */
export type FindPrincipal = (secret: string) => Promise<Principal | null>

export const createFindPrincipal =
  ({ keys }: Pick<Records, 'keys'>): FindPrincipal =>
  async (secret) => {
    const key = await keys.authenticate(secret)
    return key && { workspaceId: key.workspaceId, scopes: key.scopes }
  }

/** `null`: no key, or none that we know. */
export const createAuthenticate = ({ records, operatorToken, openWorkspace }: Needs) => {
  const findPrincipal = createFindPrincipal(records)
  return async (
    request: FastifyRequest,
    { scope, keyInBody }: Pick<Endpoint, 'scope' | 'keyInBody'>,
  ): Promise<Principal | null> => {
    const token = bearer(request) ?? (keyInBody ? basic(request) : null)
    if (token === null) return fromPage(request, openWorkspace)
    if (same(token, operatorToken)) return operator(request, scope, records)
    return findPrincipal(token)
  }
}

/** The workspace that they may call this for. Throws a `Failure` where they may not. */
export function admitted(principal: Principal | null, scope: KeyScope | 'operator'): WorkspaceId {
  if (principal === null)
    throw new Failure(
      'unauthorized',
      'Send a key that is valid today as “Authorization: Bearer ag_…”. Make one with: npx airgraph key create.',
    )
  if (!mayCall(principal, scope))
    throw new Failure('forbidden', `This needs a key with the scope “${scope}”.`)
  return principal.workspaceId
}

const mayCall = ({ scopes }: Principal, scope: KeyScope | 'operator') =>
  scopes.includes('operator') ||
  scopes.includes(scope) ||
  (scope !== 'operator' && scopes.includes('admin'))

const bearer = (request: FastifyRequest) =>
  /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null

/** Clients of others write their key as the user's name. */
const basic = ({ headers: { authorization = '' } }: FastifyRequest) => {
  const [, coded = ''] = /^Basic ([\w+/=-]+)$/i.exec(authorization) ?? []
  return Buffer.from(coded, 'base64').toString().split(':')[0] || null
}

/** Nothing is made or listed in a workspace that is not there; where events go and questions are asked, that is looked up anyway. */
async function operator(
  request: FastifyRequest,
  scope: Endpoint['scope'],
  { workspaces }: Needs['records'],
): Promise<Principal> {
  const workspaceId = String(request.headers[workspaceHeader] ?? 'sample') as WorkspaceId
  if (scope === 'admin' && (await workspaces.find(workspaceId)) === null)
    throw new Failure('not-found', `There is no workspace “${workspaceId}”.`)
  return { workspaceId, scopes: ['operator'] }
}

/** An event stream cannot carry a header, so for reading the browser's word that it is the same site is enough. */
async function fromPage(
  request: FastifyRequest,
  openWorkspace: Needs['openWorkspace'],
): Promise<Principal | null> {
  const ours =
    request.headers[pageHeader] === 'page' || request.headers['sec-fetch-site'] === 'same-origin'
  const workspaceId = ours ? await openWorkspace() : null
  return workspaceId && { workspaceId, scopes: ['ask'] }
}

/** Compared by their hashes, which are of one length whatever was sent. */
const same = (a: string, b: string) =>
  timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'))
