import { createHash, randomUUID } from 'node:crypto'
import type { StoredEvent } from '@airgraph/domain/event.ts'
import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { allOfContacts } from '@airgraph/store/events/evidence.ts'
import { fromRow } from '@airgraph/store/events/rows.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Archives } from './archives.ts'

interface Needs {
  readonly events: EventStore
  /** Resolves when what is acknowledged is committed and folded. */
  readonly folder: { caughtUp(): Promise<void> }
  readonly records: Pick<Records, 'contacts'>
  readonly archives: Pick<Archives, 'bringBack' | 'forget'>
  /** Whether there is a log before the event store. */
  readonly hasLog: boolean
}

export interface Receipt {
  readonly receiptId: string
  readonly workspaceId: WorkspaceId
  readonly erasedAt: string
  /** Addresses and external ids that were forgotten. Events that name one of them are refused from now on. */
  readonly names: number
  /** Events that stay counted, under an id that names nobody, without anything that could. */
  readonly events: number
  /** Events that were taken out of archived files; those of them that counted are among the others. */
  readonly archivedEvents: number
  /**
   * Keyed hashes of everything that the person was called, by which they are refused. They name nobody, and by them the person
   * is erased again where a backup from before has brought them back.
   */
  readonly hashes: readonly ContactId[]
  /** Where something of the person is still, and what to do about it. */
  readonly remains: readonly string[]
}

export type Erase = ReturnType<typeof createErase>

const inBackups =
  'Backups that were made before: whoever restores one erases this person again, by this receipt (airgraph contact erase --receipt FILE).'
const inLog =
  'The log before the event store: what it has carried leaves it within two hours or so.'

/**
 * Erases a person: nothing that comes from now on is taken, everything that was stored is kept as nobody's, and only then the
 * names go. Stopped half-way, it can be repeated.
 */
export const createErase =
  ({ events, folder, archives, hasLog, records: { contacts } }: Needs) =>
  async (workspaceId: WorkspaceId, contactIds: readonly ContactId[]): Promise<Receipt> => {
    const theirs = await contacts.refuse(workspaceId, contactIds)
    await folder.caughtUp()
    await archives.bringBack(workspaceId, theirs)
    const { rows } = await events.query(allOfContacts({ workspaceId, contactIds: theirs }))
    const nobody = randomUUID() as ContactId
    const stored = rows.map(fromRow)
    await events.rewrite(stored.flatMap((event) => [anonymous(event, nobody), gone(event)]))
    await folder.caughtUp()
    const archivedEvents = await archives.forget(workspaceId, theirs)
    await events.forget(workspaceId, theirs)
    const names = await contacts.forget(workspaceId, theirs)
    return {
      receiptId: randomUUID(),
      workspaceId,
      erasedAt: new Date().toISOString(),
      names,
      events: stored.length,
      archivedEvents,
      hashes: theirs,
      remains: hasLog ? [inBackups, inLog] : [inBackups],
    }
  }

/** What is left says what happened, and neither to whom nor from where. */
const anonymous = (event: StoredEvent, nobody: ContactId): StoredEvent => ({
  ...event,
  contactId: nobody,
  revision: event.revision + 1,
  messageId: event.messageId && hidden(event.messageId, nobody),
  recipientDomain: null,
  url: event.url && bare(event.url),
  userAgent: null,
  ipNetwork: null,
  bounce: event.bounce && { ...event.bounce, detail: '' },
  properties: {},
  raw: null,
})

const gone = (event: StoredEvent): StoredEvent => ({
  ...event,
  revision: event.revision + 1,
  deleted: true,
  raw: null,
  properties: {},
})

/** Of one message still one, and found by nobody who knows its id. */
const hidden = (messageId: string, nobody: ContactId) =>
  createHash('sha256').update(`${nobody}/${messageId}`).digest('hex').slice(0, 32)

/** What stands behind “?” or “#” may be a person’s own. */
const bare = (url: string) => url.replace(/[?#].*$/s, '')
