import type { Endpoint } from '@airgraph/contract/endpoint.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { FastifyInstance } from 'fastify'
import { sendFailure } from './problem.ts'

/** A route that this process does not serve, and the role of those that do. */
export interface Elsewhere {
  readonly endpoint: Pick<Endpoint, 'method' | 'path'>
  readonly role: string
}

/** Whoever is led to the wrong process hears which is the right one; a proxy in front may be wrong. */
export function sayWhere(app: FastifyInstance, all: readonly Elsewhere[]) {
  for (const { endpoint, role } of all)
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      schema: { hide: true },
      onRequest: async (_request, reply) =>
        sendFailure(
          reply,
          new Failure(
            'not-found',
            `${endpoint.method} ${endpoint.path} is not served here: it is by processes whose ROLES have “${role}”.`,
          ),
        ),
      handler: (_request, reply) => reply,
    })
}
