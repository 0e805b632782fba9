/** Writes a dataset's events for the other engines: `node bench/dataset/export.ts FOLDER FILE`. */
import { join, resolve } from 'node:path'
import { connect } from '@airgraph/store/events/connect.ts'

const [folder = '.', file = 'events.parquet'] = process.argv.slice(2)

/** What any of the questions reads, and the order in which events were committed. */
const words =
  'workspace_id contact_id event_id kind source stream mailbox_provider campaign_id client bounce_class engagement_class currency name'
const columns = [
  ...words.split(' ').map((column) => `toString(${column}) AS ${column}`),
  'occurred_at, seq, message_id, url, properties, amount',
].join(', ')

await using connections = connect({ dir: join(folder, 'events') })
await connections.maintain.command({
  query: `INSERT INTO FUNCTION file('${resolve(file)}', 'Parquet') SELECT ${columns} FROM events`,
  clickhouse_settings: {
    final: 0, // it was merged when it was made
    engine_file_truncate_on_insert: 1,
    output_format_parquet_compression_method: 'zstd',
  },
})
