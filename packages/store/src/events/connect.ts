import { createClient, type ClickHouseClient } from '@clickhouse/client'
import { openEngine } from './engine.ts'
import { createLending } from './lending.ts'
import { type ClickHouseAt, remote } from './remote.ts'

/** In this process at `dir` (":memory:" forgets), or on the server at that URL. */
export type EventStoreAt = { readonly dir: string } | ClickHouseAt

/** What may not wait for each other has connections of its own: the embedded engine works them off one by one. */
export interface Connections extends AsyncDisposable {
  /** Of appends alone, which somebody waits for. */
  readonly append: ClickHouseClient
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

export const connect = (at: EventStoreAt): Connections =>
  'dir' in at ? embedded(at.dir) : remote(at)

function embedded(path: string): Connections {
  const open = () => createClient({ connection: openEngine(path) as never }) // chdb's copy of the client's types differs
  const [append, maintain, control] = [open(), open(), open()]
  const readers = createLending(open, readersEmbedded, (client) =>
    client.command({ query: 'SELECT 1 FORMAT Null' }),
  )
  return {
    append,
    maintain,
    control,
    read: (work) => readers.lend(work),
    async [Symbol.asyncDispose]() {
      await Promise.all([append, maintain, control].map((client) => client.close()))
      await readers[Symbol.asyncDispose]()
    },
  }
}
