import type { FastifyInstance } from 'fastify'

const strict =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
/** The reference page starts itself with an inline script. */
const reference = `${strict}; script-src 'self' 'unsafe-inline' 'unsafe-eval'; font-src 'self' data:`

/** On every answer. Styles may be inline: the charts and the component library set them. */
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
