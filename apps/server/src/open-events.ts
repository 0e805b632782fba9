import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '@airgraph/domain/failure.ts'
import { seconds } from '@airgraph/domain/units.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import { openEventStore } from '@airgraph/store/events/open.ts'
import { appendTo, type LoggedEventStore, throughLog } from '@airgraph/store/events/through-log.ts'
import type { EventLog } from '@airgraph/store/log/event-log.ts'
import { type EventLogAt, openEventLog } from '@airgraph/store/log/open.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { foldedCursor } from './flows/folder.ts'

interface Needs {
  readonly config: Config
  readonly records: Records
  readonly log: Pick<Logger, 'warn'>
}

/** Where events are, and the road to it. */
export interface Events extends AsyncDisposable {
  /** `null` in a process that only takes events into a log. */
  readonly events: EventStore | null
  readonly eventLog: EventLog | null
  readonly taking: Pick<EventStore, 'append'>
  /** `null` where there is no log. */
  readonly carry: LoggedEventStore['carry'] | null
}

/** Opens the event store, and the log before it where there is one. */
export async function openEvents({ config, records, log }: Needs): Promise<Events> {
  await using opened = new AsyncDisposableStack()
  const { isAlone } = config
  /** One makes the tables. */
  const openStore = () =>
    records.alone('event-store', async () =>
      openEventStore(config.events, {
        sequence: isAlone ? undefined : records.openSequencer,
        given: await records.cursors.read(foldedCursor), // what is not after it is never folded
      }),
    )
  const asOpened = (events: Omit<Events, keyof AsyncDisposable>): Events => {
    const closing = opened.move()
    return { ...events, [Symbol.asyncDispose]: () => closing[Symbol.asyncDispose]() }
  }

  if (config.eventLog === null) {
    if (!isAlone) await refuseWithoutLog(records)
    const store = opened.use(await openStore())
    return asOpened({ events: store, eventLog: null, taking: store, carry: null })
  }
  const eventLog = opened.use(await openLogAt(config.eventLog, records, log))
  if (!config.needsEvents)
    return asOpened({ events: null, eventLog, taking: appendTo(eventLog), carry: null })
  const store = opened.use(await openStore())
  const { committedSeq } = records
  const logged = throughLog({ store, log: eventLog, committedSeq })
  return asOpened({
    events: logged,
    eventLog,
    taking: logged,
    carry: (trouble) => logged.carry(trouble),
  })
}

/** A log that starts together with us is waited for. */
const longestWait = seconds(30)
const pause = seconds(1)

async function openLogAt(
  at: Omit<EventLogAt, 'records'>,
  records: Records,
  log: Pick<Logger, 'warn'>,
): Promise<EventLog> {
  const until = performance.now() + longestWait
  for (;;) {
    try {
      return await openEventLog({ ...at, records })
    } catch (error) {
      const isAway = error instanceof Failure && error.retry === 'later'
      if (!isAway || performance.now() > until) throw error
      log.warn({ err: error }, 'the log does not answer, and is waited for')
      await sleep(pause)
    }
  }
}

/** Whoever gave places beside the log would give the same ones. */
async function refuseWithoutLog(records: Pick<Records, 'numberingLog'>) {
  const name = await records.numberingLog()
  if (name === null) return
  throw new Failure(
    'conflict',
    `The events of this installation go through the log “${name}”: say where it is with LOG_URL. To do without it from now on, ` +
      `let a worker carry it to its end, stop everything, and: UPDATE commit_sequence SET log = NULL`,
  )
}
