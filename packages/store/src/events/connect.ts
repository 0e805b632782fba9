import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type ClickHouseClient } from '@clickhouse/client'
import { type Appended, type AppendedBinary, appendFiles } from './append-rows.ts'
import { openEngine } from './engine.ts'
import { createLending } from './lending.ts'
import { type ClickHouseAt, remote } from './remote.ts'
import { rowBinary } from './row-binary.ts'

/** In this process at `dir` (":memory:" forgets), or on the server at that URL. */
export type EventStoreAt = { readonly dir: string } | ClickHouseAt

/** What may not wait for each other has connections of its own: the embedded engine works them off one by one. */
export interface Connections extends AsyncDisposable {
  /** One insert, on a connection of appends alone, which somebody waits for. */
  append(rows: Appended): Promise<void>
  /** Where the data is a folder of this process: one for a journal before it, and the same insert of bytes. */
  readonly journal?: JournalAt | undefined
  /** No other process writes there. */
  readonly isAlone: boolean
  /** Of statements that rewrite what is stored. */
  readonly maintain: ClickHouseClient
  /** Lends a connection for reading, once one is free. */
  read<T>(work: (client: ClickHouseClient) => Promise<T>): Promise<T>
  /** Never busy: ends what others have begun. */
  readonly control: ClickHouseClient
  /** On whose every node a query may have to be ended. */
  readonly cluster?: string | undefined
}

/** With the three others well within the threads that Node has for waiting (`apps/server/src/main.ts`). */
const readersEmbedded = 6

export interface JournalAt {
  readonly folder: string
  append(bytes: AppendedBinary): Promise<void>
}

export const connect = (at: EventStoreAt): Connections =>
  'dir' in at ? embedded(at.dir) : remote(at)

function embedded(path: string): Connections {
  const isKept = path !== ':memory:'
  const incoming = isKept
    ? join(path, 'incoming')
    : mkdtempSync(join(tmpdir(), 'airgraph-incoming-'))
  const open = () => createClient({ connection: openEngine(path) as never }) // chdb's copy of the client's types differs
  const [appending, maintain, control] = [open(), open(), open()]
  const append = appendFiles(appending, incoming)
  const readers = createLending(open, readersEmbedded, (client) =>
    client.command({ query: 'SELECT 1 FORMAT Null' }),
  )
  return {
    append: ({ rows, ...into }) => append({ ...into, bytes: rowBinary(into.columns, rows) }),
    journal: isKept ? { folder: join(path, 'journal'), append } : undefined,
    isAlone: true,
    maintain,
    control,
    read: (work) => readers.lend(work),
    async [Symbol.asyncDispose]() {
      await Promise.all([appending, maintain, control].map((client) => client.close()))
      await readers[Symbol.asyncDispose]()
      rmSync(incoming, { recursive: true, force: true })
    },
  }
}
