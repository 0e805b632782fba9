import type { Reported } from '@airgraph/domain/event.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { Compat, Envelope } from '@airgraph/ingest/compat.ts'
import type { Reading } from '@airgraph/ingest/esp.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Instruments } from '../instruments.ts'
import type { Append, Dropped } from './append.ts'

interface Needs {
  readonly append: Append
  readonly records: Pick<Records, 'workspaces'>
  readonly instruments: Pick<Instruments, 'accepted' | 'dropped'>
}

interface Taken {
  readonly accepted: number
  readonly refused: Dropped[]
}

/** an opened request of another product's client → read → appended, under the client's name as their source */
export const createTake =
  ({ append, records: { workspaces }, instruments }: Needs) =>
  async (
    { name }: Compat,
    envelope: Envelope,
    workspaceId: WorkspaceId,
    receivedAt: Date,
  ): Promise<Taken> => {
    const workspace = await workspaces.find(workspaceId)
    if (workspace === null)
      throw new Failure('not-found', `There is no workspace “${workspaceId}”.`)
    const { events, origins, refused } = await readInTurns(envelope, workspace.currency)
    const { accepted, dropped } = await append(events, { workspaceId, source: name, receivedAt })
    instruments.accepted(name, accepted)
    instruments.dropped('read', 'not-understood', refused.length)
    const droppedItems = dropped.map(({ index, reason }) => ({
      index: origins[index] ?? 0,
      reason,
    }))
    return {
      accepted,
      refused: [...refused, ...droppedItems].toSorted((a, b) => a.index - b.index),
    }
  }

/** So many are read before others get a turn. */
const turn = 250

async function readInTurns(envelope: Envelope, currency: string): Promise<Reading> {
  const [events, origins, refused]: [Reported[], number[], Dropped[]] = [[], [], []]
  for (let from = 0; from < envelope.size; from += turn) {
    const read = envelope.read(currency, from, from + turn)
    for (const event of read.events) events.push(event)
    for (const place of read.origins) origins.push(from + place)
    for (const { index, reason } of read.refused) refused.push({ index: from + index, reason })
    await new Promise(setImmediate)
  }
  return { events, origins, refused }
}
