import { getHealth, getMetrics, getReady } from '@airgraph/contract/health.ts'
import { sql } from '@airgraph/sql/sql.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { EventLog } from '@airgraph/store/log/event-log.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'
import type { Instruments } from '../instruments.ts'

interface Needs {
  /** `null` where this process does without. */
  readonly events: Pick<EventStore, 'query'> | null
  readonly eventLog: Pick<EventLog, 'unread'> | null
  readonly records: Pick<Records, 'ping'>
  readonly instruments: Pick<Instruments, 'text'>
}

export const healthRoutes = ({ events, eventLog, records, instruments }: Needs) => [
  handle(getHealth, async () => reply(200, { status: 'ok' as const })),
  handle(getReady, async () => {
    try {
      await Promise.all([records.ping(), events?.query(sql`SELECT 1`)])
      if (eventLog === null) return reply(200, { status: 'ready' as const })
      const log = await stateOf(eventLog, events === null)
      return reply(200, { status: 'ready' as const, log })
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      return reply(503, problem('unavailable', `What this process needs does not answer: ${why}`))
    }
  }),
  handle(getMetrics, async () => ({
    status: 200 as const,
    body: await instruments.text(),
    contentType: 'text/plain; version=0.0.4',
  })),
]

/** Who does nothing but take events is not ready without it; who answers questions too goes on with that. */
async function stateOf(log: Pick<EventLog, 'unread'>, isNeeded: boolean) {
  try {
    await log.unread()
    return 'answers' as const
  } catch (error) {
    if (isNeeded) throw error
    return 'does not answer' as const
  }
}
