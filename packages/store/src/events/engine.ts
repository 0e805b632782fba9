import { ChdbConnection } from 'chdb/connection'
import { inSql, setting, type Settings, travelling } from './parameters.ts'

interface Asked {
  readonly query: string
  readonly query_params?: Readonly<Record<string, unknown>>
  readonly clickhouse_settings?: Settings
}

/** Of the client, for a line to a server. */
const ofWire = /^wait_end_of_query$|http_/

const heeded = (settings: Settings = {}): Settings =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => !ofWire.test(name)))

/**
 * Settings and parameters are set on the connection, in front of the query. The engine's own way of binding lets one query of the
 * whole process run after another: a slow question held up every other one, and the statement that was to end it too.
 */
function bound<A extends Asked>({ query_params = {}, clickhouse_settings, ...asked }: A) {
  const travellers = Object.entries(query_params).map(([name, value]) => [name, travelling(value)])
  const before = setting(Object.fromEntries(travellers), heeded(clickhouse_settings))
  return { ...asked, query: `${before}${asked.query}` }
}

/** What an insert is to heed stands in itself: for each statement in front of it, the engine goes through all rows again. */
function withClause<A extends Asked>({ clickhouse_settings, ...asked }: A) {
  const clause = inSql(heeded(clickhouse_settings))
  const query =
    clause === '' ? asked.query : asked.query.replace(/ FORMAT \w+$/, ` SETTINGS ${clause}$&`)
  return { ...asked, query }
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
    return super.insert(withClause(asked))
  }
}

/** The engine whose data is at `path` (":memory:" forgets). All connections of a process have one path. */
export const openEngine = (path: string) => new EmbeddedEngine({ path })
