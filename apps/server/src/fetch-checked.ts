import { Failure } from '@airgraph/domain/failure.ts'
import { seconds } from '@airgraph/domain/units.ts'
import { LRUCache } from 'lru-cache'

const patience = seconds(5)
const mostBytes = 65_536

/** One GET to a host that the caller has checked: no redirects, no waiting for long, not much of a body. */
async function get(url: URL): Promise<string> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(patience) })
    if (!response.ok) throw new Error(`it answered ${response.status}`)
    return await textOf(response)
  } catch (error) {
    throw new Failure('unavailable', `${url.host} could not be asked.`, {
      cause: error,
      retry: 'later',
    })
  }
}

/** Whoever writes without end is not read to the end. */
async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    chunks.push(chunk)
    length += chunk.length
    if (length > mostBytes) throw new Error(`it answered more than ${mostBytes} bytes`)
  }
  return Buffer.concat(chunks).toString()
}

/** Certificates by URL: each is fetched once, and again only where what came was none. */
export function createCertificates() {
  const known = new LRUCache<string, string>({
    max: 100,
    fetchMethod: async (href) => await certificateAt(new URL(href)),
  })
  return async (url: URL) => await known.forceFetch(url.href)
}

async function certificateAt(url: URL): Promise<string> {
  const pem = await get(url)
  if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem
  throw new Failure('unavailable', `${url.host} gave no certificate.`, { retry: 'later' })
}

export const confirmSubscription = async (url: URL) => {
  await get(url)
}
