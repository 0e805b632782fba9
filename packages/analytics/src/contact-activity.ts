import type { ContactId } from '@airgraph/domain/ids.ts'
import { type Sql, sql, str, uint, uuids } from '@airgraph/sql/sql.ts'
import type { Row, Scope } from './scope.ts'

type Tenant = Pick<Scope, 'workspaceId'>

/** How far back in the log "newest" looks. */
const tail = 20_000

/** Who had the newest events, newest first. */
export const newestContactsSql = ({ workspaceId }: Tenant, limit: number): Sql => sql`
  SELECT contact_id FROM (
    SELECT contact_id, seq FROM recent_events
    WHERE workspace_id = ${str(workspaceId)} AND revision = 0 AND deleted = 0
      AND contact_id != toUUID('00000000-0000-0000-0000-000000000000')
    ORDER BY seq DESC LIMIT ${uint(tail)})
  GROUP BY contact_id ORDER BY max(seq) DESC LIMIT ${uint(limit)}`

/** What these contacts did in all. */
export const contactActivitySql = (
  { workspaceId }: Tenant,
  contactIds: readonly ContactId[],
): Sql => sql`
  SELECT contact_id, sum(delivered) AS delivered_sum, sum(human_opens) AS human_opens_sum,
    sum(machine_opens) AS machine_opens_sum, sum(human_clicks) AS human_clicks_sum,
    sum(conversions) AS conversions_sum, toString(min(day)) AS first_day, toString(max(day)) AS last_day
  FROM contact_days
  WHERE workspace_id = ${str(workspaceId)} AND contact_id IN (${uuids(contactIds)})
  GROUP BY contact_id`

const nothing = {
  delivered: 0,
  humanOpens: 0,
  machineOpens: 0,
  humanClicks: 0,
  conversions: 0,
  firstDay: null,
  lastDay: null,
}

/** Of each contact, in the order in which they were asked for. */
export function activityOf(rows: readonly Row[], contactIds: readonly ContactId[]) {
  const byId = new Map(rows.map((row) => [row['contact_id'] as ContactId, row]))
  return contactIds.map((contactId) => {
    const row = byId.get(contactId)
    if (row === undefined) return { contactId, ...nothing }
    return {
      contactId,
      delivered: Number(row['delivered_sum']),
      humanOpens: Number(row['human_opens_sum']),
      machineOpens: Number(row['machine_opens_sum']),
      humanClicks: Number(row['human_clicks_sum']),
      conversions: Number(row['conversions_sum']),
      firstDay: String(row['first_day']),
      lastDay: String(row['last_day']),
    }
  })
}
