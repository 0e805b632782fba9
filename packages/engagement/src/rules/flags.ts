import type { SourceFlag } from '@airgraph/domain/event.ts'
import type { Evidence } from '../evidence.ts'
import { defineRule } from '../rule.ts'
import { weights } from '../weights.ts'

const { flag } = weights

const ofMachines: readonly SourceFlag[] = ['machine-open', 'prefetched', 'bot', 'proxy-open']

/** Sources, too, read it from the agent and the address: one fact, though told twice, counts once. */
export const saysMachine = ({ flags }: Evidence) => flags.some((said) => ofMachines.includes(said))

export const flagRules = [
  defineRule({
    name: 'flagged-machine-open',
    words: 'The source says that a machine opened it',
    about: 'opened',
    range: [flag.machineOpen, flag.machineOpen],
    look: 'first',
    weigh: ({ event }) =>
      event.flags.includes('machine-open')
        ? { weight: flag.machineOpen, points: 'prefetch', decisive: true }
        : null,
  }),
  defineRule({
    name: 'flagged-prefetched',
    words: 'The source says that it was fetched ahead of any reader',
    about: 'both',
    range: [flag.prefetched, flag.prefetched],
    look: 'first',
    weigh: ({ event }) =>
      event.flags.includes('prefetched')
        ? { weight: flag.prefetched, points: 'prefetch', decisive: true }
        : null,
  }),
  defineRule({
    name: 'flagged-bot',
    words: 'The source says that the client is automatic',
    about: 'both',
    range: [flag.bot, flag.proxyOpenKnown],
    look: 'first',
    weigh({ event, kind, agent }) {
      if (!event.flags.includes('bot')) return null
      if (kind === 'opened' && agent.kind === 'image-proxy')
        return { weight: flag.proxyOpenKnown, points: 'proxy' }
      const apple = agent.kind === 'bare-mozilla' || agent.kind === 'bare-webkit'
      return { weight: flag.bot, points: apple ? 'prefetch' : 'scanner', decisive: true }
    },
  }),
  defineRule({
    name: 'flagged-not-bot',
    words: 'The source looked for a bot and saw none',
    about: 'both',
    range: [flag.notBot, flag.notBot],
    look: 'first',
    weigh: ({ event }) => (event.flags.includes('not-bot') ? { weight: flag.notBot } : null),
  }),
  defineRule({
    name: 'flagged-proxy-open',
    words: 'The source says that a proxy fetched it',
    about: 'opened',
    range: [flag.proxyOpenApple, flag.proxyOpenKnown],
    look: 'first',
    weigh({ event, agent }) {
      if (!event.flags.includes('proxy-open')) return null
      if (agent.kind === 'image-proxy') return { weight: flag.proxyOpenKnown, points: 'proxy' }
      const apple = agent.kind === 'bare-mozilla' || agent.kind === 'bare-webkit'
      return { weight: apple ? flag.proxyOpenApple : flag.proxyOpen, points: 'prefetch' }
    },
  }),
]
