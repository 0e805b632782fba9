import { LRUCache } from 'lru-cache'
import { type Agent, readAgent } from './agent.ts'
import { type Step, nothing } from './step.ts'

/** Which program, on what kind of device, as far as the user agent tells. */
export const client: Step = ({ event: { userAgent } }) =>
  userAgent ? { event: known.memo(userAgent) } : nothing

const known = new LRUCache<string, Agent>({ max: 20_000, memoMethod: readAgent })
