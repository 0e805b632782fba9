import {
  DiscardPolicy,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
  type StreamInfo,
} from '@nats-io/jetstream'
import { Failure } from '@airgraph/domain/failure.ts'
import { hours, type Millis } from '@airgraph/domain/units.ts'
import { nanos } from '@nats-io/transport-node'

export interface StreamOptions {
  /** Begins the names of its streams and subjects. */
  readonly name: string
  /** Written on its streams: nobody else's are opened. */
  readonly owner: string
  /** Streams among which events are spread; fewer than before are still read to their end. */
  readonly shards: number
  /** Copies on servers of the cluster. One copy is lost with its machine. */
  readonly replicas: number
  /** All streams together; when that is full of events that are not carried yet, nothing more is taken. */
  readonly mostBytes: number
  /** Events expire after so long even where they were never carried; never, where absent. */
  readonly maxAge?: Millis | undefined
}

export const streamName = ({ name }: Pick<StreamOptions, 'name'>, shard: number) =>
  `${name}-${shard}`
export const subjectOf = ({ name }: Pick<StreamOptions, 'name'>, shard: number) =>
  `${name}.events.${shard}`

const duplicateWindow = hours(2)

const configOf = (options: StreamOptions, shard: number) =>
  ({
    name: streamName(options, shard),
    description: options.owner,
    subjects: [subjectOf(options, shard)],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.New,
    max_bytes: Math.ceil(options.mostBytes / options.shards),
    max_age: nanos(options.maxAge ?? 0),
    duplicate_window: nanos(Math.min(duplicateWindow, options.maxAge ?? duplicateWindow)),
    num_replicas: options.replicas,
  }) satisfies Partial<StreamConfig>

/** Makes the streams that are missing, and brings the others to what the options say. */
export async function openStreams(manager: JetStreamManager, options: StreamOptions) {
  const there = new Map(
    (await streamsOf(manager, options)).map(({ config }) => [config.name, config]),
  )
  for (let shard = 0; shard < options.shards; shard++) {
    const wanted = configOf(options, shard)
    const found = there.get(wanted.name)
    if (found?.description?.startsWith(ours) && found.description !== options.owner)
      throw belongsToOther(options.name)
    if (found === undefined) await manager.streams.add(wanted)
    else if (differs(found, wanted)) await manager.streams.update(wanted.name, wanted)
  }
}

const ours = 'Airgraph '

const belongsToOther = (name: string) =>
  new Failure(
    'conflict',
    `The log “${name}” at that address belongs to another installation: give this one another name, as in nats://host:4222/${name}-2.`,
  )

/**
 * Also those of a wider spread than today's. Throws a `Failure` where one of them says nothing: a cluster that looks for who leads it
 * leaves it out of its list, and who went by that would never read it.
 */
export async function streamsOf(
  manager: JetStreamManager,
  { name }: Pick<StreamOptions, 'name'>,
): Promise<readonly StreamInfo[]> {
  const subjects = `${name}.events.*`
  const all = await Array.fromAsync(manager.streams.list(subjects))
  const names = await Array.fromAsync(manager.streams.names(subjects))
  const silent = names.filter((one) => !all.some(({ config }) => config.name === one))
  if (silent.length > 0)
    throw new Failure('unavailable', `Nobody answers for ${silent.join(', ')}.`, { retry: 'later' })
  return all
}

const differs = (found: Partial<StreamConfig>, wanted: Partial<StreamConfig>) =>
  Object.entries(wanted).some(
    ([key, value]) => JSON.stringify(found[key as keyof StreamConfig]) !== JSON.stringify(value),
  )
