import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '@airgraph/domain/failure.ts'
import type { Millis } from '@airgraph/domain/units.ts'
import type { NatsConnection } from '@nats-io/transport-node'

/**
 * Resolves at once while the connection stands, and soon after it stands again; throws when that takes too long. The
 * client alone would keep what is sent meanwhile, without bound.
 */
export function createConnected(connection: NatsConnection, patience: Millis) {
  let again: PromiseWithResolvers<void> | null = null

  const watch = async () => {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') again ??= Promise.withResolvers()
      if (type !== 'reconnect') continue
      again?.resolve()
      again = null
    }
  }
  void watch()
  return async () => {
    if (again === null && !connection.isClosed()) return
    const done = new AbortController()
    const late = sleep(patience, 'late' as const, { signal: done.signal }).catch(() => 'late')
    const how = await Promise.race([again?.promise, late])
    done.abort()
    if (how === 'late' || connection.isClosed())
      throw new Failure('unavailable', 'The log cannot be reached.', { retry: 'later' })
  }
}
