/**
 * What one process has to tell the others, through PostgreSQL's NOTIFY. It arrives within milliseconds, once, or not at
 * all: whoever listens is told when something may have been missed, and looks for itself then.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import type { Pool } from 'pg'
import { toFailure } from './failures.ts'
import { openSession, type Session } from './session.ts'

export type Topic =
  | 'links'
  | 'erased'
  | 'keys'
  | 'sources'
  | 'committed'
  | 'live'
  | 'reached'
  | 'asked'

export interface Listener {
  heard(text: string): void
  /** The connection was away for a while. */
  missed?(): void | Promise<void>
}

export type Notices = Awaited<ReturnType<typeof openNotices>>

/** Of one notice, in bytes: PostgreSQL takes less than 8,000. */
export const longestNotice = 7_900
const pauseAfterTrouble = 500 as Millis
const longestPause = seconds(5)

export const channelOf = (topic: Topic) => `airgraph_${topic}`

export async function openNotices(url: string, pool: Pool) {
  const listeners = new Map<Topic, Set<Listener>>()
  const ending = new AbortController()
  let session = await openSession(url)

  const attend = (opened: Session) => {
    opened.onNotification((channel, payload) => {
      for (const [topic, there] of listeners)
        if (channelOf(topic) === channel) for (const listener of there) listener.heard(payload)
    })
    session = opened
  }

  /** First it listens, then it looks for what came before: so nothing falls in between. */
  const again = async () => {
    attend(await openSession(url))
    for (const topic of listeners.keys()) await session.query(`LISTEN ${channelOf(topic)}`)
    for (const there of listeners.values()) for (const one of there) await one.missed?.()
  }

  const run = async () => {
    let wait = pauseAfterTrouble
    while (!ending.signal.aborted) {
      await untilAborted(AbortSignal.any([session.lost, ending.signal]))
      if (ending.signal.aborted) return
      try {
        await again()
        wait = pauseAfterTrouble
      } catch {
        await session[Symbol.asyncDispose]() // half heard is not heard: all of it again
        await sleep(wait, null, { signal: ending.signal }).catch(() => {})
        wait = Math.min(wait * 2, longestPause) as Millis
      }
    }
  }

  attend(session)
  const running = run()
  return {
    /** Tells every process that listens, this one as well. Each text is one notice. */
    async send(topic: Topic, texts: readonly string[]): Promise<void> {
      if (texts.length === 0) return
      await pool
        .query('SELECT pg_notify($1, text) FROM unnest($2::text[]) AS text', [
          channelOf(topic),
          texts,
        ])
        .catch(toFailure)
    },
    /** When it resolves nothing is missed any more. Gives the way to stop. */
    async listen(topic: Topic, listener: Listener): Promise<() => void> {
      const there = listeners.get(topic) ?? new Set()
      listeners.set(topic, there.add(listener))
      await session.query(`LISTEN ${channelOf(topic)}`)
      return () => there.delete(listener)
    },
    async [Symbol.asyncDispose]() {
      ending.abort()
      await running
      await session[Symbol.asyncDispose]()
    },
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

/** Texts joined by line breaks into as few notices as they fit in. Each must fit alone. */
export function inNotices(lines: readonly string[]): readonly string[] {
  const notices: string[] = []
  let current = ''
  for (const line of lines) {
    const joined = current === '' ? line : `${current}\n${line}`
    if (Buffer.byteLength(joined) <= longestNotice) {
      current = joined
      continue
    }
    notices.push(current)
    current = line
  }
  if (current !== '') notices.push(current)
  return notices
}
