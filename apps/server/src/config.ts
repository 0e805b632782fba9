import { seconds } from '@airgraph/domain/units.ts'
import type { ArchiveAt } from '@airgraph/store/events/archive/place.ts'
import type { EventStoreAt } from '@airgraph/store/events/connect.ts'
import { type Role, roles } from './roles/role.ts'
import { isFolder, names, secrets, type Values, Variables } from './variables.ts'

export type Config = ReturnType<typeof readConfig>

/** The only reader of the environment. A wrong value throws a sentence that names it. */
export function readConfig(env: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = Variables.safeParse(given)
  if (!read.success) {
    const wrong = read.error.issues.map(({ path: [name], message }) =>
      secrets.includes(String(name))
        ? `${String(name)}: ${message}.`
        : `${String(name)} is “${env[String(name)] ?? ''}”: ${message}.`,
    )
    throw new ConfigError(wrong.join('\n'))
  }
  const e = read.data
  const dataDir = e.DATA_DIR ?? 'data'
  /** What only takes events into a log never sees the event store. */
  const needsEvents = e.LOG_URL === undefined || e.ROLES.has('web') || e.ROLES.has('worker')
  const isAlone = e.DATABASE_URL === undefined || (needsEvents && e.CLICKHOUSE_URL === undefined)
  if (isAlone && e.LOG_URL !== undefined)
    throw new ConfigError(
      'LOG_URL: a log stands before stores that are elsewhere. Say where with CLICKHOUSE_URL and DATABASE_URL, or leave LOG_URL out.',
    )
  if (isAlone && e.ROLES.size < roles.length)
    throw new ConfigError(
      `ROLES is “${env['ROLES']}”: where a store is embedded one process does everything. Share the stores with CLICKHOUSE_URL and DATABASE_URL, or leave ROLES out.`,
    )
  return {
    http: { port: e.PORT, host: e.HOST },
    publicUrl: e.PUBLIC_URL,
    roles: e.ROLES as ReadonlySet<Role>,
    /** A store is embedded, so that no other process can reach it. */
    isAlone,
    dataDir,
    /** Nothing is kept in it where the stores are elsewhere and the operator has a token. */
    needsDataDir: isAlone || e.DATA_DIR !== undefined || e.OPERATOR_TOKEN === undefined,
    operatorToken: e.OPERATOR_TOKEN,
    events: eventsAt(e, dataDir),
    needsEvents,
    /** What stands before the event store. */
    eventLog: e.LOG_URL === undefined ? null : logAt(e, e.LOG_URL),
    /** `null` where nobody said where archives lie. */
    archive: archiveAt(e, dataDir),
    records: e.DATABASE_URL ? { url: e.DATABASE_URL } : { dir: `${dataDir}/records` },
    logLevel: e.LOG_LEVEL,
    sample: e.SAMPLE === 'yes',
    /** Whether the sample is shown to who is not signed in, although somebody owns the installation. */
    isSampleOpen: e.SAMPLE_OPEN === 'yes',
    /** By which cookies are signed; `undefined`: one that is kept with the records. */
    authSecret: e.AUTH_SECRET,
    trustedProxies: e.TRUSTED_PROXIES ?? [],
    oidc: oidcOf(e),
    /** A server elsewhere, for commands. */
    remote: e.AIRGRAPH_URL ? { url: e.AIRGRAPH_URL, key: e.AIRGRAPH_KEY ?? '' } : null,
  }
}

const eventsAt = (e: Values, dataDir: string): EventStoreAt =>
  e.CLICKHOUSE_URL === undefined
    ? { dir: `${dataDir}/events` }
    : {
        url: e.CLICKHOUSE_URL,
        cluster: e.CLICKHOUSE_CLUSTER,
        insertQuorum: e.CLICKHOUSE_QUORUM,
        tls: tlsOf(e),
        requestTimeout:
          e.CLICKHOUSE_TIMEOUT === undefined ? undefined : seconds(e.CLICKHOUSE_TIMEOUT),
        connections: e.CLICKHOUSE_CONNECTIONS,
      }

const gigabyte = 2 ** 30

const logAt = (e: Values, url: string) => ({
  url,
  ...nameIn(url),
  ...(e.LOG_REPLICAS !== undefined && { replicas: e.LOG_REPLICAS }),
  ...(e.LOG_GIGABYTES !== undefined && { mostBytes: Math.ceil(e.LOG_GIGABYTES * gigabyte) }),
})

/** The path of the first URL: several installations may share a NATS. */
function nameIn(urls: string) {
  const name = new URL(names(urls)[0] ?? '').pathname.replace(/^\//, '')
  return name === '' ? {} : { name }
}

/** Beside the embedded engine where nothing is said. */
function archiveAt(e: Values, dataDir: string): ArchiveAt | null {
  const { ARCHIVE_URL: url, ARCHIVE_REGION: region = 'us-east-1' } = e
  if (url === undefined)
    return e.CLICKHOUSE_URL === undefined ? { dir: `${dataDir}/archive` } : null
  if (isFolder(url)) return { dir: url }
  const { protocol, username, password, host, pathname } = new URL(url)
  return {
    url: `${protocol === 's3:' ? 'https:' : protocol}//${host}${pathname}`,
    key: decodeURIComponent(username),
    secret: decodeURIComponent(password),
    region,
  }
}

const tlsOf = ({ CLICKHOUSE_CA: ca, CLICKHOUSE_CERT: cert, CLICKHOUSE_KEY: key }: Values) => {
  if (ca === undefined) return undefined
  return cert === undefined || key === undefined ? { ca } : { ca, own: { cert, key } }
}

export interface Oidc {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly name: string
}

const oidcOf = (e: Values): Oidc | null =>
  e.OIDC_ISSUER === undefined
    ? null
    : {
        issuer: e.OIDC_ISSUER,
        clientId: e.OIDC_CLIENT_ID ?? '',
        clientSecret: e.OIDC_CLIENT_SECRET ?? '',
        name: e.OIDC_NAME,
      }

/** For the person who started the program: printed as it is, without a stack. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}
