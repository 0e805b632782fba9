import { isConfirmed } from '../confirm.ts'
import { defineRule } from '../rule.ts'
import { type Contact, once, type Subject } from '../story.ts'
import { weights } from '../weights.ts'

const { known, strange } = weights

/** Who has confirmed more than these is known well enough. */
const mostRemembered = 100

const confirmedClicks = (contact: Contact) =>
  once(contact, 'confirmed-clicks', () =>
    contact.subjects.filter((s) => s.kind === 'clicked' && isConfirmed(s)).slice(-mostRemembered),
  )

/** The contact's confirmed clicks on other messages that say where they came from. */
const confirmedElsewhere = ({ contact, message }: Subject) =>
  confirmedClicks(contact).filter(
    (click) => click.message !== message && click.event.ipNetwork !== null,
  )

const sharesNetwork = (subject: Subject) => (click: Subject) =>
  click.event.ipNetwork === subject.event.ipNetwork
const sharesPlatform = (subject: Subject) => (click: Subject) =>
  click.agent.platform !== null && click.agent.platform === subject.agent.platform

export const historyRules = [
  defineRule({
    name: 'known-network',
    words: 'From where this contact’s confirmed clicks came',
    about: 'both',
    range: [known.networkWeight, known.networkWeight + known.platformWeight],
    look: 'second',
    weigh(subject) {
      if (subject.event.ipNetwork === null) return null
      const same = confirmedElsewhere(subject).filter(sharesNetwork(subject))
      if (same.length === 0) return null
      const platform = same.some(sharesPlatform(subject)) ? known.platformWeight : 0
      return { weight: known.networkWeight + platform }
    },
  }),
  defineRule({
    name: 'strange-network',
    words: 'Not from where this contact’s confirmed clicks came; people move about, though',
    about: 'clicked',
    range: [strange.networkAndPlatform, strange.network],
    look: 'second',
    weigh(click) {
      if (click.event.ipNetwork === null || click.visit || click.conversion) return null
      const confirmed = confirmedElsewhere(click)
      if (confirmed.length < strange.confirmed) return null
      if (confirmed.some(sharesNetwork(click))) return null
      return {
        weight: confirmed.some(sharesPlatform(click))
          ? strange.network
          : strange.networkAndPlatform,
        points: 'scanner',
      }
    },
  }),
]
