import { compile, gather } from '@airgraph/analytics/compile.ts'
import type { Question } from '@airgraph/domain/question.ts'
import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import type { Sql } from '@airgraph/sql/sql.ts'
import type { ArchivedMonth } from '@airgraph/sql/archived.ts'
import { coldMonthsOf } from '@airgraph/store/events/archive/archived-months.ts'
import type { EventStore, Limits } from '@airgraph/store/events/event-store.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Archives } from './archives.ts'
import { createChangingDaysOf } from './changing-days.ts'
import type { FindContact } from './find-contact.ts'
import type { Settler } from './settler.ts'

interface Needs {
  readonly events: EventStore
  readonly records: Pick<Records, 'workspaces' | 'retention'>
  readonly findContact: FindContact
  readonly archives: Pick<Archives, 'monthsOf'>
  readonly settler: Pick<Settler, 'caughtUp' | 'asOf'>
  /** An answer waits so long for what was committed before the question to be judged. */
  readonly patience?: Millis
}

/** What one question may cost. */
const limits: Limits = { seconds: 30, memoryBytes: 3 * 1024 ** 3, rows: 200_000 }

/** question → SQL → rows → answer */
export function createAsk(needs: Needs) {
  const { events, records, findContact, archives, settler, patience = seconds(2) } = needs
  const changingDaysOf = createChangingDaysOf(events)

  /** What has to be known before the question can be asked. The records are read after the days: what a day that was removed came to is known by then. */
  const lookUp = async (
    workspaceId: WorkspaceId,
    question: Question,
    contactId: ContactId | null,
  ) => {
    const days = question.type === 'metrics' ? { changing: await changingDaysOf(workspaceId) } : {}
    const archivedNow = async () => {
      const months = await archives.monthsOf(workspaceId)
      return contactId === null ? months : coldMonthsOf(events, workspaceId, contactId, months)
    }
    const [{ removed }, archived] = await Promise.all([
      records.retention.read(workspaceId),
      archivedNow(),
    ])
    return { scope: { contactId, removed: removed ?? undefined, ...days }, archived, archivedNow }
  }

  return async (workspaceId: WorkspaceId, question: Question, signal?: AbortSignal) => {
    const workspace = await records.workspaces.find(workspaceId)
    if (workspace === null)
      throw new Failure('not-found', `There is no workspace “${workspaceId}”.`)
    const contactId =
      question.type === 'journey' ? await findContact(workspaceId, question.contact) : null
    await settler.caughtUp(patience)
    const { asOf } = settler
    const started = performance.now()
    const { scope, archived, archivedNow } = await lookUp(workspaceId, question, contactId)
    let rowsRead = 0
    const read = async (statement: Sql) => {
      const answered = await events.query(statement, { limits, signal })
      rowsRead += answered.rowsRead
      return answered.rows
    }
    const run = async (months: readonly ArchivedMonth[]) => {
      const compiled = compile(question, { ...workspace, ...scope, now: asOf, archived: months })
      return { compiled, rows: await gather(compiled, read) }
    }
    const { compiled, rows } = await run(archived).catch(async (error: unknown) => {
      const now = await archivedNow() // somebody may have been erased from a file meanwhile
      if (idsOf(now) === idsOf(archived)) throw error
      return run(now)
    })
    return compiled.decode(rows, {
      asOf,
      rowsRead,
      milliseconds: Math.round(performance.now() - started),
    })
  }
}

const idsOf = (months: readonly ArchivedMonth[]) => months.map(({ archiveId }) => archiveId).join()

export type Ask = ReturnType<typeof createAsk>
