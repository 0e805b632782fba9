/** Makes every contact of a dataset known to Airgraph's records, as their first events would: `node bench/dataset/contacts.ts FOLDER`. */
import { join } from 'node:path'
import { connect } from '@airgraph/store/events/connect.ts'
import { openEmbeddedPostgres } from '@airgraph/store/records/embedded.ts'
import { Client } from 'pg'

const folder = process.argv[2] ?? '.'
const atOnce = 50_000

await using connections = connect({ dir: join(folder, 'events') })
await using server = await openEmbeddedPostgres(join(folder, 'records'))
const client = new Client({ connectionString: server.url })
client.on('error', () => {}) // what fails is thrown by the query; this is the server ending after it
await client.connect()
const workspaces = await client.query<{ id: string }>('SELECT workspace_id AS id FROM workspaces')
for (const { id } of workspaces.rows) for await (const some of contactsOf(id)) await know(id, some)
await client.query('VACUUM (ANALYZE) contact_identities')
await client.end()

async function* contactsOf(workspace: string) {
  for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
    const result = await connections.maintain.query({
      query: `
        SELECT DISTINCT toString(contact_id) AS id FROM events
        WHERE workspace_id = {workspace:String} AND contact_id > {last:UUID} ORDER BY contact_id LIMIT ${atOnce}`,
      query_params: { workspace, last },
      format: 'JSONEachRow',
    })
    const ids = (await result.json<{ id: string }>()).map(({ id }) => id)
    if (ids.length === 0) return
    yield ids
    last = ids.at(-1) ?? last
  }
}

function know(workspace: string, ids: readonly string[]) {
  return client.query(
    `INSERT INTO contact_identities (workspace_id, identity_id, kind, value)
     SELECT $1, id, 'external-id', id::text FROM unnest($2::uuid[]) AS ids (id) ON CONFLICT DO NOTHING`,
    [workspace, ids],
  )
}
