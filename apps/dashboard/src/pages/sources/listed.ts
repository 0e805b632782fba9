import type { GoodReplyOf } from '@airgraph/contract/endpoint.ts'
import type { listSources } from '@airgraph/contract/sources.ts'

export type Listed = GoodReplyOf<typeof listSources>

/** In the cache. */
export const sourcesKey = ['answer', 'sources']
