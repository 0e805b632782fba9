import { Failure } from '@airgraph/domain/failure.ts'
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import type { Records } from '../records/open.ts'
import { createEventLog } from './create-event-log.ts'
import type { EventLog } from './event-log.ts'
import { openJetStream } from './jetstream/transport.ts'

export interface EventLogAt {
  /** Such as `nats://user:password@host:4222`. */
  readonly url: string
  readonly records: Pick<Records, 'logLedgers' | 'installationId'>
  /** Begins the names of its streams: another one is another log. Letters, digits, - and _. */
  readonly name?: string
  readonly shards?: number
  readonly replicas?: number
  readonly mostBytes?: number
  readonly maxAge?: Millis
  readonly patience?: Millis
}

/** Opens the log at that URL, making what is missing of it. Throws a `Failure` where nobody answers. */
export async function openEventLog({
  records,
  name = 'airgraph',
  ...at
}: EventLogAt): Promise<EventLog> {
  if (!/^[\w-]+$/.test(name)) throw new Failure('invalid', `“${name}” is no name for a log.`)
  const transport = await openJetStream({
    name,
    owner: `Airgraph ${records.installationId}`,
    shards: 8,
    replicas: 1,
    mostBytes: 4 * 2 ** 30,
    patience: seconds(5),
    ...at,
  })
  return createEventLog({ transport, ledgers: records.logLedgers })
}
