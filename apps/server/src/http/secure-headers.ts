import type { FastifyInstance } from 'fastify'

const strict =
  "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
/** The reference page starts itself with an inline script, and brings its styles along. */
const reference = `${strict}; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; font-src 'self' data:`
/** None of it is asked for, by us or by what the page shows. Passkeys are, by the page itself. */
const features =
  'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), midi=(), publickey-credentials-get=(self), publickey-credentials-create=(self)'
const twoYears = 63_072_000

/** On every answer. Nothing is inline, styles neither: what a script sets on an element is not markup. */
export function secureHeaders(app: FastifyInstance, { isSecure }: { readonly isSecure: boolean }) {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'content-security-policy': /^\/docs(?:[/?]|$)/.test(request.url) ? reference : strict,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'permissions-policy': features,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      ...(isSecure && { 'strict-transport-security': `max-age=${twoYears}` }),
      ...(request.url.startsWith('/v1/') && { 'cache-control': 'no-store' }),
    })
  })
}
