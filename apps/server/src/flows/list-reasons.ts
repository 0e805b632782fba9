import { reasonsSql } from '@airgraph/analytics/reasons.ts'
import type { QueryOf } from '@airgraph/contract/endpoint.ts'
import type { listReasons } from '@airgraph/contract/reasons.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { type EngagementClass } from '@airgraph/domain/verdict.ts'
import { nothingAgainstIt, rules } from '@airgraph/engagement/rules.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { cheap, scopeNow } from './scope-now.ts'

interface Needs {
  readonly events: EventStore
  readonly records: Pick<Records, 'workspaces'>
}

export type ListReasons = ReturnType<typeof createListReasons>

const reasons = [...rules, nothingAgainstIt].map(({ name, words }) => ({ name, words }))

export const createListReasons =
  ({ events, records }: Needs) =>
  async (workspaceId: WorkspaceId, query: QueryOf<typeof listReasons>, signal: AbortSignal) => {
    const { campaign, from, to } = query
    if (campaign === undefined) return { reasons, given: [] }
    const scope = await scopeNow(records, workspaceId)
    const statement = reasonsSql({ campaign, from, to }, scope)
    const { rows } = await events.query(statement, { limits: cheap, signal })
    const given = rows.map((row) => ({
      kind: row['kind'] as 'opened' | 'clicked',
      class: row['class'] as EngagementClass,
      reason: String(row['reason']),
      count: Number(row['n']),
    }))
    return { reasons, given }
  }
