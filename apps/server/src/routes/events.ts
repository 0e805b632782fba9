import { createHash } from 'node:crypto'
import { type EventsReply, mostEvents, postEvents, toReported } from '@airgraph/contract/events.ts'
import type { Reported } from '@airgraph/domain/event.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { KeptReply } from '@airgraph/store/records/idempotency.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Append, Dropped } from '../flows/append.ts'
import { readEvent } from '../flows/read-event.ts'
import { handle, reply } from '../http/handle.ts'
import { type Item, readItems } from '../http/items.ts'
import { problem } from '../http/problem.ts'
import { inTurns } from '../in-turns.ts'
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

  /** Of requests with one key at the same time, all but the first wait for its answer. */
  const once = async (
    workspaceId: WorkspaceId,
    key: string,
    requestHash: string,
    work: () => ReturnType<typeof accept>,
  ) => {
    const answered = await records.idempotency.once({ workspaceId, key, requestHash }, async () => {
      const { status, body } = await work()
      return { status, body: JSON.stringify(body) }
    })
    return 'done' in answered ? asKept(answered.done) : repeated(answered.before, requestHash, key)
  }

  return [
    handle(postEvents, async ({ workspaceId, bytes, headers, query }) => {
      const key = headers.get('idempotency-key')
      if (key === null) return accept(workspaceId, query.source, bytes)
      if (key === '' || key.length > longestKey)
        throw new Failure('invalid', `Idempotency-Key: expected 1 to ${longestKey} characters.`)
      const requestHash = createHash('sha256').update(query.source).update('\n').update(bytes)
      return once(workspaceId, key, requestHash.digest('hex'), () =>
        accept(workspaceId, query.source, bytes),
      )
    }),
  ]
}

const longestKey = 255

const asKept = ({ status, body }: Pick<KeptReply, 'status' | 'body'>) =>
  reply(status as 200 | 422, JSON.parse(body) as EventsReply)

/** As it was answered the first time. */
const repeated = (before: KeptReply, requestHash: string, key: string) =>
  before.requestHash === requestHash
    ? asKept(before)
    : reply(
        409,
        problem(
          'conflict',
          `The Idempotency-Key “${key}” came with other events, or for another source, before.`,
        ),
      )

/** So many are read before others get a turn. */
const turn = 250

async function readEvents(items: readonly Item[], currency: string) {
  const read: { readonly index: number; readonly reported: Reported }[] = []
  const refused: Dropped[] = []
  await inTurns(items, turn, (item, index) => {
    const one = readItem(item, currency)
    if ('reported' in one) read.push({ index, reported: one.reported })
    else refused.push({ index, reason: one.reason })
  })
  return { read, refused }
}

function readItem(item: Item, currency: string) {
  if ('broken' in item) return { reason: item.broken }
  const read = readEvent(item.value)
  return 'event' in read ? { reported: toReported(read.event, currency) } : read
}
