import { isUnsubscribeLink } from '../link.ts'
import { defineRule } from '../rule.ts'
import { type Contact, isFollowed, once } from '../story.ts'
import { weights } from '../weights.ts'

const { visited, converted, replied, unsubscribed, complained } = weights

const conversionWeights = {
  named: converted.named,
  soon: converted.soonWeight,
  later: converted.laterWeight,
}

const repliesByMessage = (contact: Contact) =>
  once(contact, 'replies', () => Map.groupBy(contact.replies, ({ event }) => event.messageId))

/** What only a person does, after the open or click. */
export const aftermathRules = [
  defineRule({
    name: 'visited-after',
    words: 'A visit to the linked page followed',
    about: 'clicked',
    range: [visited.unspecific * visited.sweptShare, visited.matching],
    look: 'second',
    weigh({ visit, sweep }) {
      if (!visit) return null
      return { weight: visited[visit] * (sweep ? visited.sweptShare : 1) }
    },
  }),
  defineRule({
    name: 'converted-after',
    words: 'A conversion followed',
    about: 'clicked',
    range: [converted.laterWeight, converted.named],
    look: 'second',
    weigh: ({ conversion }) => (conversion ? { weight: conversionWeights[conversion] } : null),
  }),
  defineRule({
    name: 'replied-after',
    words: 'The contact replied to the message',
    about: 'both',
    range: [replied.weight, replied.weight],
    look: 'first',
    weigh({ at, event, contact }) {
      if (event.messageId === null) return null
      const replies = repliesByMessage(contact).get(event.messageId) ?? []
      return isFollowed(replies, at, replied.within) ? { weight: replied.weight } : null
    },
  }),
  defineRule({
    name: 'complained-after',
    words: 'The contact reported the mail as spam soon after',
    about: 'opened',
    range: [complained.weight, complained.weight],
    look: 'first',
    weigh: ({ at, contact }) =>
      isFollowed(contact.complaints, at, complained.within) ? { weight: complained.weight } : null,
  }),
  defineRule({
    name: 'unsubscribed-after',
    words: 'The contact unsubscribed soon after, and not in a sweep of links',
    about: 'both',
    range: [unsubscribed.weight, unsubscribed.weight],
    look: 'first',
    weigh({ at, kind, link, sweep, contact }) {
      if (sweep || (kind === 'clicked' && !isUnsubscribeLink(link))) return null
      return isFollowed(contact.unsubscribes, at, unsubscribed.within)
        ? { weight: unsubscribed.weight }
        : null
    },
  }),
]
