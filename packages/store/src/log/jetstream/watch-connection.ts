import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '@airgraph/domain/failure.ts'
import type { Millis } from '@airgraph/domain/units.ts'
import type { NatsConnection } from '@nats-io/transport-node'

/** Whether the connection stands. The client alone would keep what is sent while it does not, without bound. */
export function watchConnection(connection: NatsConnection, patience: Millis) {
  let again: PromiseWithResolvers<void> | null = null
  let unbroken = new AbortController()

  const watch = async () => {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') {
        again ??= Promise.withResolvers()
        unbroken.abort()
        unbroken = new AbortController()
      }
      if (type === 'reconnect') {
        again?.resolve()
        again = null
      }
    }
  }
  void watch()
  return {
    /** Aborts when the connection breaks, also when it is back at once. */
    get unbroken() {
      return unbroken.signal
    },
    get isStanding() {
      return again === null && !connection.isClosed()
    },
    /** Resolves at once while it stands, and soon after it stands again; throws when that takes too long. */
    async standing() {
      if (again === null && !connection.isClosed()) return
      const done = new AbortController()
      const late = sleep(patience, 'late' as const, { signal: done.signal }).catch(() => 'late')
      const how = await Promise.race([again?.promise, late])
      done.abort()
      if (how === 'late' || connection.isClosed())
        throw new Failure('unavailable', 'The log cannot be reached.', { retry: 'later' })
    },
  }
}
