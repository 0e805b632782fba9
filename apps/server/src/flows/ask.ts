import { compile, gather } from '@airgraph/analytics/compile.ts'
import { changingDays, readChangingDays } from '@airgraph/analytics/rests.ts'
import type { Question } from '@airgraph/domain/question.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import type { EventStore, Limits } from '@airgraph/store/events/event-store.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { FindContact } from './find-contact.ts'
import type { Settler } from './settler.ts'

interface Needs {
  readonly events: EventStore
  readonly records: Pick<Records, 'workspaces'>
  readonly findContact: FindContact
  readonly settler: Pick<Settler, 'caughtUp' | 'asOf'>
  /** An answer waits so long for what was committed before the question to be judged. */
  readonly patience?: Millis
}

/** What one question may cost. */
const limits: Limits = { seconds: 30, memoryBytes: 3 * 1024 ** 3, rows: 200_000 }

/** question → SQL → rows → answer */
export const createAsk =
  ({ events, records, findContact, settler, patience = seconds(2) }: Needs) =>
  async (workspaceId: WorkspaceId, question: Question, signal?: AbortSignal) => {
    const workspace = await records.workspaces.find(workspaceId)
    if (workspace === null)
      throw new Failure('not-found', `There is no workspace “${workspaceId}”.`)
    const contactId =
      question.type === 'journey' ? await findContact(workspaceId, question.contact) : null
    await settler.caughtUp(patience)
    const { asOf } = settler
    const started = performance.now()
    const days =
      question.type === 'metrics'
        ? { changing: readChangingDays((await events.query(changingDays(workspace))).rows) }
        : {}
    const compiled = compile(question, { ...workspace, now: asOf, contactId, ...days })
    let rowsRead = 0
    const rows = await gather(compiled, async (statement) => {
      const answered = await events.query(statement, { limits, signal })
      rowsRead += answered.rowsRead
      return answered.rows
    })
    return compiled.decode(rows, {
      asOf,
      rowsRead,
      milliseconds: Math.round(performance.now() - started),
    })
  }

export type Ask = ReturnType<typeof createAsk>
