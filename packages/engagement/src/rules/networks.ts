import { ownerOf, type Owner } from '../address-blocks.ts'
import { defineRule } from '../rule.ts'
import type { Subject } from '../story.ts'
import { weights } from '../weights.ts'
import { saysMachine } from './flags.ts'

const { network: weight } = weights

const from = (owner: Owner, { event }: Subject) =>
  event.ipNetwork !== null && ownerOf(event.ipNetwork) === owner

export const networkRules = [
  defineRule({
    name: 'security-vendor-network',
    words: 'Clicked from a mail security vendor’s addresses',
    about: 'clicked',
    range: [weight.securityVendor, weight.securityVendor],
    look: 'first',
    weigh: (click) =>
      from('security-vendor', click) ? { weight: weight.securityVendor, points: 'scanner' } : null,
  }),
  defineRule({
    name: 'microsoft-network',
    words: 'Clicked from Microsoft’s addresses, where its link scanner runs',
    about: 'clicked',
    range: [weight.microsoft, weight.microsoft],
    look: 'first',
    weigh: (click) =>
      from('microsoft', click) ? { weight: weight.microsoft, points: 'scanner' } : null,
  }),
  defineRule({
    name: 'apple-relay-network',
    words: 'Fetched through Apple’s relay, as prefetching is, and private browsing too',
    about: 'opened',
    range: [weight.appleRelay, weight.appleRelay],
    look: 'first',
    weigh: (open) =>
      from('apple-relay', open) && open.agent.kind !== 'bare-mozilla' && !saysMachine(open.event)
        ? { weight: weight.appleRelay, points: 'prefetch' }
        : null,
  }),
]
