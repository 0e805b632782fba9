import { ownerOf } from '../address-blocks.ts'
import { defineRule } from '../rule.ts'
import { clockOf } from '../story.ts'
import { weights } from '../weights.ts'
import { saysMachine } from './flags.ts'

const { agent: weight, promptProxy } = weights

export const agentRules = [
  defineRule({
    name: 'apple-prefetch-agent',
    words: 'The agent is a bare "Mozilla/5.0", as Apple’s Mail Privacy Protection sends',
    about: 'both',
    range: [weight.bareMozilla, weight.bareMozillaClick],
    look: 'first',
    weigh({ agent, kind, event }) {
      if (agent.kind !== 'bare-mozilla' || saysMachine(event)) return null
      return kind === 'opened'
        ? { weight: weight.bareMozilla, points: 'prefetch' }
        : { weight: weight.bareMozillaClick, points: 'scanner' }
    },
  }),
  defineRule({
    name: 'apple-webkit-agent',
    words: 'The agent ends at "(KHTML, like Gecko)": Apple’s prefetch, or Apple Mail itself',
    about: 'opened',
    range: [weight.bareWebkit, weight.bareWebkitElsewhere],
    look: 'first',
    weigh({ agent, event }) {
      if (agent.kind !== 'bare-webkit' || saysMachine(event)) return null
      const { ipNetwork } = event
      const elsewhere = ipNetwork !== null && ownerOf(ipNetwork) !== 'apple-relay'
      return {
        weight: elsewhere ? weight.bareWebkitElsewhere : weight.bareWebkit,
        points: 'prefetch',
      }
    },
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
    name: 'prefetching-proxy',
    words: 'Such proxies fetch at delivery more often than people open so soon',
    about: 'opened',
    range: [promptProxy.worst, 0],
    look: 'second',
    weigh({ agent, message, at, contact }) {
      const clock = clockOf(message)
      const people = contact.workspace.usual.promptProxyHumans
      if (agent.kind !== 'image-proxy' || clock === null || people === null) return null
      if (at - clock > promptProxy.within || people >= 0.5) return null
      const odds = Math.log(people / (1 - people)) - promptProxy.allowed
      return odds < 0 ? { weight: Math.max(promptProxy.worst, odds), points: 'prefetch' } : null
    },
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
