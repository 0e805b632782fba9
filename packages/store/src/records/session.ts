/**
 * A connection of its own to PostgreSQL, for what lasts as long as a session does: locks, and listening.
 *
 * It is known to be alive. Whoever holds a lock here hears that it is lost before the database gives the lock to another;
 * one that is frozen or cut off loses it within half a minute.
 */
import { seconds } from '@airgraph/domain/units.ts'
import { Client, type QueryResult } from 'pg'
import { toFailure } from './failures.ts'

export interface Session extends AsyncDisposable {
  query(text: string, values?: readonly unknown[]): Promise<QueryResult>
  /** Several statements in one round trip, in one transaction unless they say otherwise. */
  queries(text: string): Promise<readonly QueryResult[]>
  onNotification(listener: (channel: string, payload: string) => void): void
  /** Fires when the connection is gone, and with it everything that was held by it. */
  readonly lost: AbortSignal
}

const connectTimeout = seconds(5)
const beat = seconds(5)
/** Less than the database waits, so that we know first. */
const longestSilence = seconds(10)
const idleTimeout = '30s'

/** Throws a `Failure` when the database cannot be reached. */
export async function openSession(url: string): Promise<Session> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: connectTimeout,
    keepAlive: true,
    application_name: 'airgraph session',
  })
  const losing = new AbortController()
  const lose = () => losing.abort()
  client.on('error', lose).on('end', lose)
  await client.connect().catch(toFailure)
  await client.query(`SET idle_session_timeout = '${idleTimeout}'`).catch(toFailure)
  let underway = 0
  const counted = async <T>(work: Promise<T>): Promise<T> => {
    underway += 1
    try {
      return await work.catch(toFailure)
    } finally {
      underway -= 1
    }
  }
  const stop = keepAlive(client, () => underway > 0, lose)
  losing.signal.addEventListener('abort', () => {
    stop()
    client.end().catch(() => {}) // what is left of it
  })

  return {
    lost: losing.signal,
    query: (text, values = []) => counted(client.query(text, [...values])),
    async queries(text) {
      const results: unknown = await counted(client.query(text))
      return Array.isArray(results) ? results : [results as QueryResult]
    },
    onNotification(listener) {
      client.on('notification', ({ channel, payload = '' }) => listener(channel, payload))
    },
    async [Symbol.asyncDispose]() {
      stop()
      if (!losing.signal.aborted) await client.end().catch(() => {})
      lose()
    },
  }
}

/** Asks now and then whether it is there. One that is at work is not idle, and its answer tells. */
function keepAlive(client: Client, isBusy: () => boolean, lose: () => void) {
  let silence: NodeJS.Timeout | undefined
  const ask = () => {
    if (isBusy() || silence !== undefined) return
    silence = setTimeout(lose, longestSilence)
    client.query('SELECT 1').then(() => {
      clearTimeout(silence)
      silence = undefined
    }, lose)
  }
  const beating = setInterval(ask, beat).unref()
  return () => {
    clearInterval(beating)
    clearTimeout(silence)
  }
}
