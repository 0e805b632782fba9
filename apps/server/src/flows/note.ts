import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { AuditEntry } from '@airgraph/store/records/audit.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Client } from '../http/client.ts'
import { type Principal, whoIs } from '../http/principal.ts'

/** Who asked for it, and in which workspace. */
export interface By {
  readonly workspaceId: WorkspaceId
  readonly principal: Principal | null
  readonly client: Pick<Client, 'network'>
}

export type Noted = Pick<AuditEntry, 'action' | 'on' | 'before' | 'after'>

export type Note = ReturnType<typeof createNote>

/** Writes down what was changed, by whom: after it was, and before anybody is told. */
export const createNote =
  ({ audit }: Pick<Records, 'audit'>) =>
  ({ workspaceId, principal, client }: By, noted: Noted) =>
    audit.write({ workspaceId, who: whoIs(principal), network: client.network, ...noted })
