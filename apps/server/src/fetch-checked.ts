import { Failure } from '@airgraph/domain/failure.ts'
import { seconds } from '@airgraph/domain/units.ts'
import { LRUCache } from 'lru-cache'

const patience = seconds(5)

/** One GET to a host that the caller has checked: no redirects, no waiting for long, not much of a body. */
async function get(url: URL): Promise<string> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(patience) })
    if (!response.ok) throw new Error(`it answered ${response.status}`)
    return (await response.text()).slice(0, 65_536)
  } catch (error) {
    throw new Failure('unavailable', `${url.host} could not be asked.`, {
      cause: error,
      retry: 'later',
    })
  }
}

/** Certificates by URL: each is fetched once. */
export function createCertificates() {
  const known = new LRUCache<string, string>({ max: 100 })
  return async (url: URL) => {
    const there = known.get(url.href)
    if (there !== undefined) return there
    const pem = await get(url)
    known.set(url.href, pem)
    return pem
  }
}

export const confirmSubscription = async (url: URL) => {
  await get(url)
}
