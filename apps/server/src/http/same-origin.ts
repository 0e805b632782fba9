import { Failure } from '@airgraph/domain/failure.ts'
import type { FastifyRequest } from 'fastify'

/** The page's own requests carry it; a form or an image on a foreign site cannot. */
const pageHeader = 'x-airgraph'

export const isReading = ({ method }: Pick<FastifyRequest, 'method'>) =>
  method === 'GET' || method === 'HEAD'

const saysPage = ({ headers }: FastifyRequest) => headers[pageHeader] === 'page'

/** What the browser itself says of where a request comes from; who sends neither is no browser, or an old one. */
function isForeign({ headers }: FastifyRequest, publicUrl: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  const { origin } = headers
  return origin !== undefined && origin !== publicUrl && hostOf(origin) !== headers.host
}

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : null)

/**
 * Whether it is our own page that asks. An event stream and a picture cannot carry a header, so for reading the browser's
 * word that it is the same site is enough.
 */
export const isFromPage = (request: FastifyRequest, publicUrl: string) =>
  !isForeign(request, publicUrl) &&
  (saysPage(request) || (isReading(request) && request.headers['sec-fetch-site'] === 'same-origin'))

/** For what a cookie, or nothing at all, gives the right to. */
export function refuseForeign(request: FastifyRequest, publicUrl: string) {
  if (isFromPage(request, publicUrl)) return
  throw new Failure(
    'forbidden',
    isForeign(request, publicUrl)
      ? 'This comes from another site. Behind a proxy, PUBLIC_URL must be the address in the browser.'
      : 'Send the header “x-airgraph: page”, as the page does.',
  )
}
