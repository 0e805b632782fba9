import {
  type ConsumerMessages,
  jetstream,
  jetstreamManager,
  type StreamInfo,
} from '@nats-io/jetstream'
import { type Millis, seconds } from '@airgraph/domain/units.ts'
import { connect, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node'
import type { LogMessage, LogTransport, Shard } from '../log-transport.ts'
import { isUnanswered, toFailure } from './failures.ts'
import { serverAddress } from './server-address.ts'
import { openStreams, type StreamOptions, streamsOf, subjectOf } from './streams.ts'
import { watchConnection } from './watch-connection.ts'

export interface JetStreamOptions extends StreamOptions {
  readonly url: string
  /** How long to wait for an answer, or for a lost connection to come back. */
  readonly patience: Millis
}

const reconnectEvery = seconds(0.25)
/** Of what a message may hold, for its subject and its headers. */
const aside = 4_096
/** So many are fetched ahead of what is worked on. */
const ahead = 64
/** A server that says nothing for so long has forgotten that we read: it was restarted, or another one leads. */
const silence = seconds(4)
/** While we wait for messages. In a cluster the client may wait for ever at a server that was another when it began: then we read anew. */
const longestSilence = seconds(10)

/** One stream for each shard, in files, which refuses what is new when it is full. */
export async function openJetStream(options: JetStreamOptions): Promise<LogTransport> {
  const connection = await connect({
    ...serverAddress(options.url),
    name: `airgraph ${options.name}`,
    timeout: options.patience,
    maxReconnectAttempts: -1,
    reconnectTimeWait: reconnectEvery,
    pingInterval: seconds(20),
  }).catch(toFailure)
  try {
    return await transportOn(connection, options)
  } catch (error) {
    await connection.close()
    return toFailure(error)
  }
}

async function transportOn(
  connection: NatsConnection,
  options: JetStreamOptions,
): Promise<LogTransport> {
  const watched = watchConnection(connection, options.patience)
  const manager = await jetstreamManager(connection, { timeout: options.patience })
  const client = jetstream(connection, { timeout: options.patience })
  await openStreams(manager, options)

  const publish = async (to: number, key: string, body: Uint8Array) => {
    await watched.standing()
    await client.publish(subjectOf(options, to), body, { msgID: key })
  }
  return {
    name: options.name,
    spread: options.shards,
    mostBytes: (connection.info?.max_payload ?? 2 ** 20) - aside,
    write: (to, { key, body }) =>
      publish(to, key, body)
        .catch((error) => (isUnanswered(error) ? publish(to, key, body) : toFailure(error))) // the key makes one of two
        .catch(toFailure),
    get isReachable() {
      return watched.isStanding
    },
    shards: async () => (await streamsOf(manager, options).catch(toFailure)).map(shardOf),
    // Who was cut off does not know what comes next: what was not on the disk yet may be gone.
    read: (shard, after, signal) =>
      read(client, { shard, after, signal: AbortSignal.any([signal, watched.unbroken]) }),
    async keyAt(shard, position) {
      const found = await manager.streams
        .getMessage(streamIn(shard), { seq: position })
        .catch(toFailure)
      return found === null ? null : keyIn(found.header)
    },
    async writtenAt(shard, from) {
      const stream = streamIn(shard)
      const subject = subjectOf(options, Number(stream.slice(stream.lastIndexOf('-') + 1)))
      const query = { seq: from, next_by_subj: subject } // what was deleted is passed over
      const found = await manager.streams.getMessage(stream, query).catch(toFailure)
      return found === null ? null : found.time
    },
    async forget(shard, upTo) {
      await manager.streams.purge(streamIn(shard), { seq: upTo + 1 }).catch(toFailure)
    },
    [Symbol.asyncDispose]: () => connection.close(),
  }
}

const shardOf = ({ config, created, state }: StreamInfo): Shard => ({
  shard: `${config.name}@${created}`,
  first: state.messages === 0 ? state.last_seq + 1 : state.first_seq,
  last: state.last_seq,
  filled: state.bytes / config.max_bytes,
})

const keyIn = (headers: MsgHdrs | undefined) => headers?.get('Nats-Msg-Id') ?? ''

const streamIn = (shard: string) => shard.slice(0, shard.indexOf('@'))

interface Reading {
  readonly shard: string
  readonly after: number
  readonly signal: AbortSignal
}

async function* read(
  client: ReturnType<typeof jetstream>,
  { shard, after, signal }: Reading,
): AsyncGenerator<LogMessage> {
  const consumer = await client.consumers
    .get(streamIn(shard), { opt_start_seq: after + 1 })
    .catch(toFailure)
  const messages = await consumer
    .consume({ max_messages: ahead, expires: silence })
    .catch(toFailure)
  const stop = () => messages.stop()
  const silent = createAlarm(longestSilence, stop)
  signal.addEventListener('abort', stop, { once: true })
  void putOffByHeartbeats(silent, messages)
  try {
    if (signal.aborted) return
    silent.set()
    for await (const { seq, headers, data } of messages) {
      silent.clear()
      yield { position: seq, key: keyIn(headers), body: data }
      silent.set()
    }
  } catch (error) {
    toFailure(error)
  } finally {
    silent.clear()
    signal.removeEventListener('abort', stop)
    messages.stop() // to wait until it is closed would be for ever, where it is not read to its end
    await consumer.delete().catch(() => {}) // it ends by itself when nobody reads
  }
}

/** Goes off unless it is set again in time, or cleared. */
function createAlarm(after: Millis, ring: () => void) {
  let timer: NodeJS.Timeout | null = null
  const clear = () => {
    clearTimeout(timer ?? undefined)
    timer = null
  }
  const set = () => {
    clear()
    timer = setTimeout(ring, after)
  }
  return {
    set,
    clear,
    putOff() {
      if (timer !== null) set()
    },
  }
}

async function putOffByHeartbeats(
  alarm: Pick<ReturnType<typeof createAlarm>, 'putOff'>,
  messages: ConsumerMessages,
) {
  for await (const { type } of messages.status()) if (type === 'heartbeat') alarm.putOff()
}
