import { hash } from 'node:crypto'
import {
  EventInput,
  type EventsReply,
  mostEvents,
  postEvents,
  toReported,
} from '@airgraph/contract/events.ts'
import type { Reported } from '@airgraph/domain/event.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { KeptReply } from '@airgraph/store/records/idempotency.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Append, Dropped } from '../flows/append.ts'
import { handle, reply } from '../http/handle.ts'
import { type Item, readItems } from '../http/items.ts'
import { problem } from '../http/problem.ts'
import type { Instruments } from '../instruments.ts'

interface Needs {
  readonly append: Append
  readonly records: Pick<Records, 'idempotency' | 'workspaces'>
  readonly instruments: Pick<Instruments, 'accepted' | 'dropped'>
}

export const eventRoutes = ({ append, records, instruments }: Needs) => {
  const accept = async (workspaceId: WorkspaceId, source: string, bytes: Uint8Array) => {
    const workspace = await records.workspaces.find(workspaceId)
    if (workspace === null)
      throw new Failure('not-found', `There is no workspace “${workspaceId}”.`)
    const { read, refused } = await readEvents(readItems(bytes, mostEvents), workspace.currency)
    const from = { workspaceId, source, receivedAt: new Date() }
    const { accepted, dropped, seq } = await append(
      read.map(({ reported }) => reported),
      from,
    )
    const dropsByIndex = dropped.map(({ index, reason }) => ({
      index: read[index]?.index ?? 0,
      reason,
    }))
    instruments.accepted('api', accepted)
    instruments.dropped('read', 'not-understood', refused.length)
    const body: EventsReply = {
      accepted,
      refused: [...refused, ...dropsByIndex].toSorted((a, b) => a.index - b.index),
      seq,
    }
    return reply(accepted === 0 && body.refused.length > 0 ? 422 : 200, body)
  }

  return [
    handle(postEvents, async ({ workspaceId, bytes, headers, query }) => {
      const key = headers.get('idempotency-key')?.slice(0, 255)
      if (key === undefined) return accept(workspaceId, query.source, bytes)
      const requestHash = hash('sha256', bytes)
      const before = await records.idempotency.find(workspaceId, key)
      if (before !== null) return repeated(before, requestHash, key)
      const answer = await accept(workspaceId, query.source, bytes)
      await records.idempotency.keep(workspaceId, key, {
        requestHash,
        status: answer.status,
        body: JSON.stringify(answer.body),
      })
      return answer
    }),
  ]
}

/** As it was answered the first time. */
const repeated = (before: KeptReply, requestHash: string, key: string) =>
  before.requestHash === requestHash
    ? reply(before.status as 200 | 422, JSON.parse(before.body) as EventsReply)
    : reply(409, problem('conflict', `The Idempotency-Key “${key}” came with another body before.`))

/** So many are read before others get a turn. */
const turn = 250

async function readEvents(items: readonly Item[], currency: string) {
  const read: { readonly index: number; readonly reported: Reported }[] = []
  const refused: Dropped[] = []
  for (const [index, item] of items.entries()) {
    const one = readEvent(item, currency)
    if ('reported' in one) read.push({ index, reported: one.reported })
    else refused.push({ index, reason: one.reason })
    if (index % turn === turn - 1) await new Promise(setImmediate)
  }
  return { read, refused }
}

function readEvent(item: Item, currency: string) {
  if ('broken' in item) return { reason: item.broken }
  const parsed = EventInput.safeParse(item.value)
  if (parsed.success) return { reported: toReported(parsed.data, currency) }
  return {
    reason: parsed.error.issues
      .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
      .join('; '),
  }
}
