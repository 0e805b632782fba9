import type { Elsewhere } from '../http/elsewhere.ts'
import { ingestEndpoints } from './ingest.ts'
import type { Role } from './role.ts'
import { webEndpoints, webPaths } from './web-endpoints.ts'

const served: readonly (Elsewhere & { readonly role: Role })[] = [
  ...webEndpoints.map((endpoint) => ({ endpoint, role: 'web' as const })),
  ...webPaths.map((path) => ({ endpoint: { method: 'GET' as const, path }, role: 'web' as const })),
  ...ingestEndpoints.map((endpoint) => ({ endpoint, role: 'ingest' as const })),
]

/** What a process with these roles does not serve. */
export const elsewhere = (roles: ReadonlySet<Role>) => served.filter(({ role }) => !roles.has(role))
