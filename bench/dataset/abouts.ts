/** Picks the mailing with most clicks, and a busy contact, of each workspace: `node bench/dataset/abouts.ts FOLDER`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '@airgraph/store/events/connect.ts'

const folder = process.argv[2] ?? '.'
/** Whose whole journey is one answer. */
const busiest = 400

await using connections = connect({ dir: join(folder, 'events') })
const rowsOf = async (query: string) => {
  const result = await connections.maintain.query({ query, format: 'JSONEachRow' })
  return result.json<{ workspace_id: string; found: string }>()
}
const campaigns = await rowsOf(`
  SELECT workspace_id, argMax(campaign_id, (clicks, campaign_id)) AS found FROM (
    SELECT workspace_id, campaign_id, count() AS clicks FROM events
    WHERE kind = 'clicked' AND campaign_id != '' AND match(campaign_id, '^20') AND engagement_class = 'human'
    GROUP BY workspace_id, campaign_id)
  GROUP BY workspace_id`)
const contacts = await rowsOf(`
  SELECT workspace_id, toString(argMax(contact_id, (events, contact_id))) AS found FROM (
    SELECT workspace_id, contact_id, count() AS events FROM events GROUP BY workspace_id, contact_id
    HAVING events <= ${busiest})
  GROUP BY workspace_id`)
const contactOf = new Map(contacts.map(({ workspace_id, found }) => [workspace_id, found]))
const abouts = Object.fromEntries(
  campaigns.map(({ workspace_id, found }) => [
    workspace_id,
    { campaign: found, contact: contactOf.get(workspace_id) ?? '' },
  ]),
)
writeFileSync(join(folder, 'abouts.json'), JSON.stringify(abouts, null, 2))
