/** Writes a dataset's events for the other engines: `node bench/dataset/export.ts FOLDER`. */
import { existsSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { connect } from '@airgraph/store/events/connect.ts'

const folder = resolve(process.argv[2] ?? '.')
const columns = `
  toString(workspace_id) AS workspace_id, toString(contact_id) AS contact_id, toString(event_id) AS event_id, toString(kind) AS kind,
  occurred_at, message_id, toString(campaign_id) AS campaign_id, toString(mailbox_provider) AS mailbox_provider,
  toString(source) AS source, url, toString(client) AS client, toString(device) AS device, toString(country) AS country,
  toString(engagement_class) AS engagement_class, amount, toString(currency) AS currency`

await using connections = connect({ dir: join(folder, 'events') })
for (const [name, format] of [
  ['events.parquet', 'Parquet'],
  ['events.csv', 'CSV'],
] as const) {
  const file = join(folder, name)
  if (existsSync(file)) continue
  await connections.maintain.command({
    query: `INSERT INTO FUNCTION file('${file}.half', '${format}') SELECT ${columns} FROM events`,
    clickhouse_settings: {
      final: 0,
      engine_file_truncate_on_insert: 1,
      output_format_parquet_compression_method: 'zstd',
    },
  })
  renameSync(`${file}.half`, file)
}
