/** Picks a campaign with clicks and a busy contact of each workspace: `node bench/dataset/abouts.ts FOLDER`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '@airgraph/store/events/connect.ts'

const folder = process.argv[2] ?? '.'
await using connections = connect({ dir: join(folder, 'events') })
const result = await connections.maintain.query({
  query: `
    SELECT workspace_id, argMax(campaign_id, clicks) AS campaign FROM (
      SELECT workspace_id, campaign_id, sum(clicks_human) AS clicks FROM day_totals
      WHERE counted_by = 'happened' AND campaign_id != '' AND day >= '2026-06-01' GROUP BY 1, 2) GROUP BY 1`,
  format: 'JSONEachRow',
})
const contacts = await connections.maintain.query({
  query: `
    SELECT workspace_id, toString(argMax(contact_id, days)) AS contact FROM (
      SELECT workspace_id, contact_id, count() AS days FROM contact_days GROUP BY 1, 2) GROUP BY 1`,
  format: 'JSONEachRow',
})
const contactOf = new Map(
  (await contacts.json<{ workspace_id: string; contact: string }>()).map((row) => [
    row.workspace_id,
    row.contact,
  ]),
)
const abouts = Object.fromEntries(
  (await result.json<{ workspace_id: string; campaign: string }>()).map((row) => [
    row.workspace_id,
    { campaign: row.campaign, contact: contactOf.get(row.workspace_id) ?? '' },
  ]),
)
writeFileSync(join(folder, 'abouts.json'), JSON.stringify(abouts, null, 2))
