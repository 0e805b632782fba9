import type { MailEvent, StoredEvent } from '@airgraph/domain/event.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import { createRecent, type Recent } from './recent.ts'

interface Waiting {
  readonly events: readonly (MailEvent | StoredEvent)[]
  readonly resolve: (committed: { readonly seq: number }) => void
  readonly reject: (reason: unknown) => void
}

/** Who gives out the numbers of the commit sequence. */
export interface Numbering {
  /** Everything up to here is committed, whoever did it. */
  readonly seq: number
  /** Numbers in a row, from `first`, for work that commits them. If it throws, they are lost. */
  number(count: number, work: (first: number) => Promise<void>): Promise<void>
}

/** Of one process that has the store to itself. */
export function numberAlone(seq: number): Numbering {
  return {
    get seq() {
      return seq
    },
    async number(count, work) {
      await work(seq + 1)
      seq += count
    },
  }
}

interface Options {
  readonly numbering: Numbering
  /** Durable when it resolves. */
  readonly insert: (events: readonly StoredEvent[]) => Promise<void>
  readonly committed: (events: readonly StoredEvent[]) => void
  /** Ids that were committed lately, so that repeats soon after a restart are seen too. */
  readonly remembered?: Iterable<string>
  readonly mostRows: number
  readonly mostWaiting?: number
  /** Why nothing is taken now; `null` where it is. */
  readonly refusal?: () => Failure | null
}

const rememberedIds = 1_000_000

/**
 * Group commit: while one insert is on its way the next requests gather, and share the insert after it.
 *
 * An event that was committed lately is not written again. That saves work, and it makes one event of repeats
 * that contradict each other, which the store's keys alone would keep apart.
 */
export function createCommitter(options: Options) {
  const {
    insert,
    committed,
    mostRows,
    numbering,
    mostWaiting = 200_000,
    refusal = () => null,
  } = options
  const seen = createRecent(rememberedIds)
  for (const key of options.remembered ?? []) seen.add(key)
  const queue: Waiting[] = []
  let waitingRows = 0
  let running: Promise<void> | null = null

  const take = () => {
    const group: Waiting[] = []
    let rows = 0
    for (let next = queue[0]; next !== undefined; next = queue[0]) {
      if (group.length > 0 && rows + next.events.length > mostRows) break
      rows += next.events.length
      group.push(next)
      queue.shift()
    }
    waitingRows -= rows
    return group
  }

  /** Gives the last number, or what it was where there was nothing to commit. */
  const commit = async (group: readonly Waiting[]) => {
    const { fresh, keys } = unseen(group, seen)
    if (fresh.length === 0) return numbering.seq
    let last = 0
    let rows: readonly StoredEvent[] = []
    await numbering.number(fresh.length, async (first) => {
      rows = numbered(fresh, first - 1)
      await insert(rows)
      last = first + rows.length - 1
    })
    for (const key of keys) seen.add(key)
    committed(rows)
    return last
  }

  const drain = async () => {
    while (queue.length > 0) {
      const group = take()
      try {
        const seq = await commit(group)
        for (const one of group) one.resolve({ seq })
      } catch (reason) {
        for (const one of group) one.reject(reason)
      }
    }
    running = null
  }

  return {
    get seq() {
      return numbering.seq
    },
    append(events: readonly (MailEvent | StoredEvent)[]) {
      if (events.length === 0) return Promise.resolve({ seq: numbering.seq })
      const refused =
        waitingRows + events.length > mostWaiting && queue.length > 0
          ? tooMany(waitingRows)
          : refusal()
      if (refused !== null) return Promise.reject(refused)
      return new Promise<{ readonly seq: number }>((resolve, reject) => {
        queue.push({ events, resolve, reject })
        waitingRows += events.length
        running ??= drain()
      })
    },
    async idle() {
      while (running !== null) await running
    },
  }
}

export const tooMany = (waiting: number) =>
  new Failure('rate-limited', `${waiting} events are waiting to be stored.`, { retry: 'later' })

const keyOf = ({ workspaceId, eventId }: MailEvent) => `${workspaceId}/${eventId}`
const revisionOf = (event: MailEvent | StoredEvent) => ('revision' in event ? event.revision : 0)

/** What is to be written of a group, and the keys by which its repeats are known. */
function unseen(group: readonly Waiting[], seen: Recent) {
  const keys = new Set<string>()
  const fresh = group.flatMap(({ events }) =>
    events.filter((event) => {
      if (revisionOf(event) > 0) return true
      const key = keyOf(event)
      if (seen.has(key) || keys.has(key)) return false
      keys.add(key)
      return true
    }),
  )
  return { fresh, keys }
}

const numbered = (events: readonly (MailEvent | StoredEvent)[], after: number): StoredEvent[] =>
  events.map((event, i) => ({
    revision: 0,
    deleted: false,
    ...event,
    seq: after + 1 + i,
  }))
