import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import type { ArchivedMonth } from '@airgraph/sql/archived.ts'
import type { Sql } from '@airgraph/sql/sql.ts'
import type { ChangingDays } from './rests.ts'

/** For whom a question is answered, and what the workspace takes for granted. */
export interface Scope {
  readonly workspaceId: WorkspaceId
  /** IANA name. */
  readonly timeZone: string
  /** ISO 4217. */
  readonly currency: string
  readonly weekStart: 'monday' | 'sunday'
  readonly now: Date
  /** Of a journey question: who was meant. Absent or `null` when we know nobody by that name. */
  readonly contactId?: ContactId | null
  /** Days whose totals are not true any more; where absent, no day's are. */
  readonly changing?: ChangingDays
  /** Months of the workspace that lie in files; of a journey, those in which the contact has something. */
  readonly archived?: readonly ArchivedMonth[]
  /** What was removed because it was old; absent where nothing ever was. */
  readonly removed?: Removed | undefined
}

/** Before which days ("2026-03-01", in UTC) there are no single events any more. */
export interface Removed {
  /** Of messages, by when they were sent, and of everything else. */
  readonly all?: string | undefined
  /** Of what names no message, by kind. */
  readonly loose: Readonly<Record<string, string>>
  readonly totals: 'keep' | 'remove'
}

export type Row = Readonly<Record<string, unknown>>

/** What is known of a run only when it is over. `rowsRead` and `milliseconds` are of all statements together. */
export interface Run {
  readonly asOf: Date
  readonly rowsRead: number
  readonly milliseconds: number
}

export type Statements = Readonly<Record<string, Sql>>
/** By the name of their statement. */
export type Rows = Readonly<Record<string, readonly Row[]>>

/** A question as the engine takes it: some statements, each with a name, and how their rows become the answer. */
export interface Compiled<A> {
  readonly statements: Statements
  /** What is to be asked besides, once those are answered; what has the same name takes its place. */
  readonly further?: (rows: Rows) => Statements
  readonly decode: (rows: Rows, run: Run) => A
}

/** Asks everything that a question needs, at once where it can be. */
export async function gather(
  { statements, further }: Pick<Compiled<unknown>, 'statements' | 'further'>,
  ask: (statement: Sql) => Promise<readonly Row[]>,
): Promise<Rows> {
  const askAll = async (all: Statements) =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(all).map(async ([name, one]) => [name, await ask(one)] as const),
      ),
    )
  const first = await askAll(statements)
  return further ? { ...first, ...(await askAll(further(first))) } : first
}

export const provenance = (run: Run, notes: readonly string[]) => ({
  asOf: run.asOf.toISOString(),
  rowsRead: run.rowsRead,
  milliseconds: run.milliseconds,
  notes: [...notes],
})
