import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

interface Gauges {
  /** Committed and not yet judged. */
  readonly unsettled: () => Promise<number>
  readonly seq: () => Promise<number>
  /** Messages of the log that are not carried; `null` where there is no log. */
  readonly unread: (() => Promise<number>) | null
}

export type Instruments = ReturnType<typeof createInstruments>

/** What the process counts. Never a workspace or a person in a label. */
export function createInstruments(gauges: Gauges) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const requests = new Histogram({
    name: 'airgraph_http_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  const accepted = new Counter({
    name: 'airgraph_events_accepted_total',
    help: 'Events stored, or stored already, by kind of source',
    labelNames: ['esp'],
    registers,
  })
  const dropped = new Counter({
    name: 'airgraph_events_dropped_total',
    help: 'Events that were not stored, by the step that said so and its reason',
    labelNames: ['step', 'reason'],
    registers,
  })
  const refusedHooks = new Counter({
    name: 'airgraph_hooks_refused_total',
    help: 'Webhook requests that did not prove where they came from, or could not be read',
    labelNames: ['esp', 'reason'],
    registers,
  })
  new Gauge({
    name: 'airgraph_unsettled_events',
    help: 'Committed events that are not judged yet',
    registers,
    async collect() {
      const unsettled = await gauges.unsettled().catch(() => Number.NaN)
      this.set(unsettled)
    },
  })
  new Gauge({
    name: 'airgraph_commit_sequence',
    help: 'The last committed place in the sequence',
    registers,
    async collect() {
      const seq = await gauges.seq().catch(() => Number.NaN)
      this.set(seq)
    },
  })
  const { unread } = gauges
  if (unread !== null)
    new Gauge({
      name: 'airgraph_log_waiting_messages',
      help: 'Messages of the log that are not in the event store yet; NaN when it does not answer',
      registers,
      async collect() {
        const waiting = await unread().catch(() => Number.NaN)
        this.set(waiting)
      },
    })
  return {
    answered: (route: string, status: number, milliseconds: number) =>
      requests.observe({ route, status: String(status) }, milliseconds / 1_000),
    accepted: (esp: string, count: number) => accepted.inc({ esp }, count),
    dropped: (step: string, reason: string, count = 1) => dropped.inc({ step, reason }, count),
    refusedHook: (esp: string, reason: string) => refusedHooks.inc({ esp, reason }),
    text: () => registry.metrics(),
  }
}
