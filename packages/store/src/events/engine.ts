import { ChdbConnection } from 'chdb/connection'
import { setting, travelling } from './parameters.ts'

interface Asked {
  readonly query: string
  readonly query_params?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Parameters are set on the connection, in front of the query. The engine's own way of binding lets one query of the whole
 * process run after another: a slow question held up every other one, and the statement that was to end it too.
 */
function bound<A extends Asked>({ query_params = {}, ...asked }: A) {
  const travellers = Object.entries(query_params).map(([name, value]) => [name, travelling(value)])
  return { ...asked, query: `${setting(Object.fromEntries(travellers))}${asked.query}` }
}

/** One connection to ClickHouse in this process. One query at a time; others have connections of their own. */
export class EmbeddedEngine extends ChdbConnection {
  override query(asked: Parameters<ChdbConnection['query']>[0]) {
    return super.query(bound(asked))
  }
  override exec(asked: Parameters<ChdbConnection['exec']>[0]) {
    return super.exec(bound(asked))
  }
  override command(asked: Parameters<ChdbConnection['command']>[0]) {
    return super.command(bound(asked))
  }
  override insert(asked: Parameters<ChdbConnection['insert']>[0]) {
    return super.insert(bound(asked))
  }
}

/** The engine whose data is at `path` (":memory:" forgets). All connections of a process have one path. */
export const openEngine = (path: string) => new EmbeddedEngine({ path })
