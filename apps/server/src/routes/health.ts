import { getHealth, getMetrics, getReady } from '@airgraph/contract/health.ts'
import { sql } from '@airgraph/sql/sql.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'
import type { Instruments } from '../instruments.ts'

interface Needs {
  readonly events: EventStore
  readonly records: Pick<Records, 'ping'>
  readonly instruments: Pick<Instruments, 'text'>
}

export const healthRoutes = ({ events, records, instruments }: Needs) => [
  handle(getHealth, async () => reply(200, { status: 'ok' as const })),
  handle(getReady, async () => {
    try {
      await Promise.all([records.ping(), events.query(sql`SELECT 1`)])
      return reply(200, { status: 'ready' as const })
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      return reply(503, problem('unavailable', `A store does not answer: ${why}`))
    }
  }),
  handle(getMetrics, async () => ({
    status: 200 as const,
    body: await instruments.text(),
    contentType: 'text/plain; version=0.0.4',
  })),
]
