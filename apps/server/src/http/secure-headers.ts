import type { FastifyInstance } from 'fastify'

const strict =
  "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
/** The reference page starts itself with an inline script, and brings its styles along. */
const reference = `${strict}; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; font-src 'self' data:`

/** On every answer. Nothing is inline, styles neither: what a script sets on an element is not markup. */
export function secureHeaders(app: FastifyInstance) {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'content-security-policy': request.url.startsWith('/docs') ? reference : strict,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      ...(request.url.startsWith('/v1/') && { 'cache-control': 'no-store' }),
    })
  })
}
