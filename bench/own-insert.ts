import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventInput, toReported } from '@airgraph/contract/events.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { judgeAlone } from '@airgraph/engagement/judge.ts'
import { normalise } from '@airgraph/ingest/normalise.ts'
import { connect } from '@airgraph/store/events/connect.ts'
import { migrate } from '@airgraph/store/events/migrate.ts'
import { rowColumns, toRow } from '@airgraph/store/events/rows.ts'
import { median, timed } from './figures.ts'

const inBlock = 10_000
const from = { workspaceId: 'bench' as WorkspaceId, source: 'api', receivedAt: new Date() }

/** As they lie in the table, of nobody. */
const rowsOf = (bodies: readonly string[]) =>
  bodies
    .flatMap((body) => JSON.parse(body) as unknown[])
    .flatMap((input, seq) => {
      const read = normalise(toReported(EventInput.parse(input), 'EUR'), from)
      if (!('kept' in read)) return []
      const { event } = read.kept
      const judged = { ...event, engagement: judgeAlone(event) }
      return [toRow({ ...judged, seq, revision: 0, deleted: false })]
    })

/**
 * The engine alone: events a second that it takes as text, in blocks of ten thousand into the same table, each on the disk. Nothing is
 * read, checked, judged or known of anybody.
 */
export async function ownInsert(bodies: readonly string[]): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), 'airgraph-own-insert-'))
  try {
    return inBlock / (median(await blocks(dir, rowsOf(bodies))) / 1_000)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** How long each took. */
async function blocks(dir: string, rows: readonly (readonly unknown[])[]) {
  await using connections = connect({ dir })
  await migrate(connections.maintain)
  const times: number[] = []
  for (let at = 0; at + inBlock <= rows.length; at += inBlock) {
    const insert = () =>
      connections.control.insert({
        table: 'recent_events',
        columns: Object.keys(rowColumns) as [string, ...string[]],
        values: rows.slice(at, at + inBlock),
        format: 'JSONCompactEachRow',
      })
    times.push((await timed(insert)).milliseconds)
  }
  return times
}
