import type { NodeConnectionOptions } from '@nats-io/transport-node'

/**
 * `nats://user:password@host:4222`, or `nats://token@host`, or `tls://…`; several servers of one cluster with commas between them.
 * Who we are is read from the first.
 */
export function serverAddress(
  url: string,
): Pick<NodeConnectionOptions, 'servers' | 'user' | 'pass' | 'token' | 'tls'> {
  const urls = url.split(',').map((one) => new URL(one.trim()))
  const { username = '', password = '', protocol } = urls[0] ?? {}
  const [user, pass] = [decodeURIComponent(username), decodeURIComponent(password)]
  return {
    servers: urls.map(({ host }) => host),
    ...(user !== '' && (pass === '' ? { token: user } : { user, pass })),
    ...(protocol === 'tls:' && { tls: {} }),
  }
}
