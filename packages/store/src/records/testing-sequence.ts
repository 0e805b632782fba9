/**
 * A process that commits ranges until it is ended: `node testing-sequence.ts URL NAME`. Its event store is a table; an
 * insert may be cut short by a kill. Standard output says what was acknowledged, a number a line.
 */
import { Client } from 'pg'
import { openRecords } from './open.ts'

const [url = '', name = ''] = process.argv.slice(2)
await using records = await openRecords({ url })
const store = new Client({ connectionString: url, application_name: `store of ${name}` })
await store.connect()

await using sequencer = await records.openSequencer({
  async mend({ first, last }) {
    // Nothing is on its way any more once the dead one's connection is gone.
    await store.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name LIKE 'store of %' AND application_name <> $1 AND state = 'active'`,
      [`store of ${name}`],
    )
    await store.query('INSERT INTO mended (first, last) VALUES ($1, $2)', [first, last])
  },
})

let isOpen = true
process.once('SIGTERM', () => (isOpen = false))
while (isOpen) {
  const count = 1 + Math.floor(Math.random() * 20)
  const last = await sequencer.withRange(count, async (first) => {
    await store.query(
      `INSERT INTO stored (seq, name) SELECT n, $3 FROM generate_series($1::bigint, $2::bigint) AS n`,
      [first, first + count - 1, name],
    )
    return first + count - 1
  })
  process.stdout.write(`${last}\n`)
}
await store.end()
