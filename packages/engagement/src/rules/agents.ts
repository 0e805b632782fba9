import { defineRule } from '../rule.ts'
import { weights } from '../weights.ts'

const { agent: weight } = weights

export const agentRules = [
  defineRule({
    name: 'apple-prefetch-agent',
    words: 'The agent is a bare "Mozilla/5.0", as Apple’s Mail Privacy Protection sends',
    about: 'both',
    range: [weight.bareMozilla, weight.bareMozillaClick],
    look: 'first',
    weigh({ agent, kind }) {
      if (agent.kind !== 'bare-mozilla') return null
      return kind === 'opened'
        ? { weight: weight.bareMozilla, points: 'prefetch' }
        : { weight: weight.bareMozillaClick, points: 'scanner' }
    },
  }),
  defineRule({
    name: 'apple-webkit-agent',
    words: 'The agent ends at "(KHTML, like Gecko)": Apple’s prefetch, or Apple Mail itself',
    about: 'opened',
    range: [weight.bareWebkit, weight.bareWebkit],
    look: 'first',
    weigh: ({ agent }) =>
      agent.kind === 'bare-webkit' ? { weight: weight.bareWebkit, points: 'prefetch' } : null,
  }),
  defineRule({
    name: 'apple-mailbox',
    words: 'A mailbox at Apple, whose mail is mostly prefetched; the client is unknown',
    about: 'opened',
    range: [weight.appleMailbox, weight.appleMailbox],
    look: 'first',
    weigh: ({ agent, event }) =>
      agent.kind === 'unsaid' && event.mailboxProvider === 'apple'
        ? { weight: weight.appleMailbox, points: 'prefetch' }
        : null,
  }),
  defineRule({
    name: 'image-proxy-agent',
    words: 'Fetched by an image proxy, which mostly fetches when somebody opens',
    about: 'opened',
    range: [weight.proxy, weight.proxy],
    look: 'first',
    weigh: ({ agent }) =>
      agent.kind === 'image-proxy' ? { weight: weight.proxy, points: 'proxy' } : null,
  }),
  defineRule({
    name: 'empty-agent',
    words: 'The client sent an empty agent, which no browser does',
    about: 'both',
    range: [weight.empty, weight.empty],
    look: 'first',
    weigh: ({ agent }) =>
      agent.kind === 'empty' ? { weight: weight.empty, points: 'scanner' } : null,
  }),
  defineRule({
    name: 'security-agent',
    words: 'The agent names a mail security product',
    about: 'both',
    range: [weight.security, weight.security],
    look: 'first',
    weigh: ({ agent }) =>
      agent.kind === 'security'
        ? { weight: weight.security, points: 'scanner', decisive: true }
        : null,
  }),
  defineRule({
    name: 'bot-agent',
    words: 'The agent is a known bot’s',
    about: 'both',
    range: [weight.bot, weight.bot],
    look: 'first',
    weigh: ({ agent }) =>
      agent.kind === 'bot' ? { weight: weight.bot, points: 'scanner', decisive: true } : null,
  }),
  defineRule({
    name: 'library-agent',
    words: 'The agent is an HTTP library’s or a script’s',
    about: 'both',
    range: [weight.libraryClick, weight.libraryOpen],
    look: 'first',
    weigh({ agent, kind }) {
      if (agent.kind !== 'library') return null
      return {
        weight: kind === 'clicked' ? weight.libraryClick : weight.libraryOpen,
        points: 'scanner',
      }
    },
  }),
]
