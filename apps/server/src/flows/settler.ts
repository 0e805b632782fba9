import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import type { WorkspaceEvidence } from '@airgraph/engagement/evidence.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { touchedContacts } from '@airgraph/store/events/evidence.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Logger } from 'pino'
import { createTurns } from '../turns.ts'
import type { Archives } from './archives.ts'
import type { Folder } from './folder.ts'
import { moveContacts } from './move.ts'
import { createRests } from './rest.ts'
import { settleContacts } from './settle.ts'

interface Needs {
  readonly events: EventStore
  readonly folder: Folder
  readonly archives: Pick<Archives, 'monthsOf' | 'bringBack'>
  readonly records: Pick<Records, 'contacts' | 'cursors'>
  readonly evidence: (workspaceId: WorkspaceId) => Promise<WorkspaceEvidence>
  readonly log: Pick<Logger, 'error'>
}

export type Settler = Awaited<ReturnType<typeof openSettler>>

const cursor = 'settled'
/** So much of the sequence is settled in one pass. */
const stride = 100_000
const linksAtOnce = 5_000
const pauseAfterTrouble = seconds(1)
const shortPass = 200 as Millis
const longestRest = seconds(10)
/** While more comes, and until somebody asks: a pass costs less per event the more have gathered. */
const restShare = 8
/** In a millisecond, at best: what cannot be judged in time is not waited for, and not hurried at the cost of those who send. */
export const mostJudged = 20

/** Settles what is committed, pass by pass, once `begin` has been called. */
export async function openSettler({ events, folder, archives, records, evidence, log }: Needs) {
  const { contacts, cursors } = records
  const inTurn = createTurns()
  const waiting = new Set<() => void>()
  let settled = await cursors.read(cursor)
  let settledAt = new Date()
  let running: Promise<void> | null = null
  let open = false
  const rests = createRests(events)
  const ending = new AbortController()

  /** People whose events were found under an id that is no longer theirs are moved before they are judged. */
  const rightOwners = async (workspaceId: WorkspaceId, ids: readonly ContactId[]) => {
    const isOwn = (id: ContactId) => contacts.canonical(workspaceId, id) === id
    const astray = ids.filter((id) => !isOwn(id))
    if (astray.length === 0) return ids
    await archives.bringBack(workspaceId, astray)
    const into = await moveContacts(events, workspaceId, astray, contacts.canonical, ending.signal)
    await folder.caughtUp({ signal: ending.signal }) // judging finds them where they belong
    return [...new Set([...ids, ...into])].filter(isOwn)
  }

  const settle = async (workspaceId: WorkspaceId, ids: readonly ContactId[]) => {
    const contactIds = await rightOwners(workspaceId, ids)
    await settleContacts(
      events,
      { workspaceId, contactIds, archived: await archives.monthsOf(workspaceId) },
      await evidence(workspaceId),
      ending.signal,
    )
  }

  /** What is to be done for people who turned out to be somebody else, once for each. */
  const followLinks = async (
    work: (workspaceId: WorkspaceId, ids: readonly ContactId[]) => Promise<unknown>,
  ) => {
    const links = await contacts.unmoved(linksAtOnce)
    for (const [workspaceId, theirs] of Map.groupBy(links, (link) => link.workspaceId))
      await work(
        workspaceId,
        theirs.map(({ from }) => from),
      )
    await contacts.markMoved(links)
    if (links.length >= linksAtOnce) await followLinks(work)
  }

  const pass = async () => {
    const upTo = Math.min(folder.folded, settled + stride)
    const { rows } = await events.query(touchedContacts(settled, upTo))
    await followLinks(settle)
    for (const row of rows)
      await settle(row['workspace_id'] as WorkspaceId, row['contact_ids'] as ContactId[])
    await reach(upTo)
  }

  const reach = async (upTo: number) => {
    await cursors.advance(cursor, upTo)
    settled = upTo
    settledAt = new Date()
    for (const check of waiting) check()
  }

  const rest = async (took: Millis) => {
    if (waiting.size === 0 && took >= shortPass)
      await rests.whileMoreComes(Math.min(took * restShare, longestRest))
  }

  const run = async () => {
    while (open && settled < folder.folded) {
      const started = performance.now()
      try {
        await inTurn(pass)
        await rest((performance.now() - started) as Millis)
      } catch (error) {
        if (ending.signal.aborted) break
        log.error({ err: error }, 'settling stopped, and will go on')
        await rests.pause(pauseAfterTrouble)
      }
    }
    running = null
  }

  const wake = () => {
    if (open && settled < folder.folded) running ??= run() // a run without work would be over before it is noted
  }
  const stop = folder.onFold(wake)

  const judgedUpTo = (goal: number, atMost: Millis): Promise<void> => {
    if (settled >= goal) return Promise.resolve()
    return new Promise((resolve) => {
      const end = () => {
        waiting.delete(check)
        clearTimeout(timer)
        resolve()
      }
      const check = () => {
        if (settled >= goal) end()
      }
      const timer = setTimeout(end, atMost)
      waiting.add(check)
      rests.hurry()
      wake()
    })
  }

  return {
    get unsettled() {
      return Math.max(0, events.acknowledged - settled)
    },
    /** As of when everything that was committed has been judged. */
    get asOf() {
      return new Date(
        Math.min(
          folder.asOf.getTime(),
          (settled >= folder.folded ? new Date() : settledAt).getTime(),
        ),
      )
    },
    begin() {
      open = true
      wake()
    },
    /** Resolves when what is committed now is judged and folded, or when that takes too long; at once where it is sure to. */
    async caughtUp(atMost: Millis): Promise<void> {
      const until = performance.now() + atMost
      const left = () => Math.max(0, until - performance.now()) as Millis
      const goal = events.acknowledged
      if (goal - settled > atMost * mostJudged) return
      await folder.caughtUp({ atMost: left() })
      await judgedUpTo(goal, left())
      await folder.caughtUp({ atMost: left() }) // what judging changed
    },
    /** Runs something between two passes. */
    alone: inTurn,
    /** Gives people their events, for who is about to judge them by other means. */
    unite: () => inTurn(() => followLinks(rightOwners)),
    /** For who has judged all that is folded by other means. */
    skip: () => reach(folder.folded),
    async [Symbol.asyncDispose]() {
      open = false
      stop()
      ending.abort()
      rests.hurry()
      await running
    },
  }
}
