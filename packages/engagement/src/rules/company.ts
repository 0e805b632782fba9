import { defineRule } from '../rule.ts'
import {
  agrees,
  around,
  type Contact,
  differs,
  following,
  leadingTo,
  type Message,
  once,
  type Subject,
} from '../story.ts'
import { weights } from '../weights.ts'

const { fetchedForClick, openedBefore, clickedAfterOpen, keptCompany, openedAgain, neverOpened } =
  weights

/** Clicks of the open's message by what may be the same machine, at nearly the same time. */
const clicksBeside = (open: Subject) =>
  around(open.contact.subjects, open.overallPlace, keptCompany.within).filter(
    (other) =>
      other.kind === 'clicked' &&
      other.message === open.message &&
      !differs(other.event.ipNetwork, open.event.ipNetwork),
  )

const clicksAfter = (open: Subject) =>
  following(open.message.clicks, open.at, clickedAfterOpen.within)

/** When a person, as far as the first look sees, first loaded the images of each message. */
const openedAt = (contact: Contact) =>
  once(contact, 'opened-at', () => {
    const times = new Map<Message, number>()
    for (const { kind, firstLook, message, at } of contact.subjects)
      if (kind === 'opened' && firstLook > 0 && !times.has(message)) times.set(message, at)
    return times
  })

/** An open and the clicks of its message speak for one another. That they are milliseconds apart says nothing: mail programs load images at the click. */
export const companyRules = [
  defineRule({
    name: 'opened-before',
    words: 'The message had been opened, it seems by a person, before',
    about: 'clicked',
    range: [openedBefore.weight, openedBefore.weight + openedBefore.sameNetwork],
    look: 'second',
    weigh({ at, message, contact, event }) {
      if ((openedAt(contact).get(message) ?? Infinity) > at) return null
      const near = leadingTo(message.opens, at, openedBefore.within).some(
        (open) => open.firstLook > 0 && agrees(open.event.ipNetwork, event.ipNetwork),
      )
      return { weight: openedBefore.weight + (near ? openedBefore.sameNetwork : 0) }
    },
  }),
  defineRule({
    name: 'never-opened',
    words: 'This message was never opened, though this contact’s images do load',
    about: 'clicked',
    range: [neverOpened.weight, neverOpened.weight],
    look: 'second',
    weigh: ({ message, contact, event }) =>
      event.messageId !== null &&
      message.opens.length === 0 &&
      openedAt(contact).size >= neverOpened.messages
        ? { weight: neverOpened.weight, points: 'scanner' }
        : null,
  }),
  defineRule({
    name: 'clicked-after',
    words: 'A click that a person seems to have made followed',
    about: 'opened',
    range: [clickedAfterOpen.weight, clickedAfterOpen.weight + clickedAfterOpen.sameNetwork],
    look: 'second',
    weigh(open) {
      const clicks = clicksAfter(open).filter((click) => click.logit > weights.prior.clicked)
      if (clicks.length === 0) return null
      const near = clicks.some((c) => agrees(c.event.ipNetwork, open.event.ipNetwork))
      return { weight: clickedAfterOpen.weight + (near ? clickedAfterOpen.sameNetwork : 0) }
    },
  }),
  defineRule({
    name: 'fetched-for-click',
    words: 'A proxy fetched it moments before a click that a person seems to have made',
    about: 'opened',
    range: [fetchedForClick.weight, fetchedForClick.weight],
    look: 'second',
    weigh(open) {
      if (open.agent.kind !== 'bare-mozilla' && open.agent.kind !== 'bare-webkit') return null
      const clicks = following(open.message.clicks, open.at, fetchedForClick.within)
      return clicks.some((click) => click.logit > weights.prior.clicked)
        ? { weight: fetchedForClick.weight }
        : null
    },
  }),
  defineRule({
    name: 'scanned-with',
    words: 'A scanner clicked a link of the message at the same moment',
    about: 'opened',
    range: [keptCompany.worst, keptCompany.suspicious],
    look: 'second',
    weigh(open) {
      const clicks = clicksBeside(open)
      if (clicks.length === 0) return null
      const likeliest = Math.max(...clicks.map((click) => click.logit))
      if (likeliest > keptCompany.suspicious) return null
      const sameNetwork = clicks.some((c) => agrees(c.event.ipNetwork, open.event.ipNetwork))
      const weight = sameNetwork ? Math.max(keptCompany.worst, likeliest) : keptCompany.elsewhere
      return { weight, points: 'scanner' }
    },
  }),
  defineRule({
    name: 'opened-again',
    words: 'Opened at more than one time, as a message that is read again',
    about: 'opened',
    range: [openedAgain.weight, openedAgain.prefetching],
    look: 'first',
    weigh({ at, event, agent, message: { opens } }) {
      if (event.messageId === null) return null
      const [first, last] = [opens[0]?.at ?? at, opens.at(-1)?.at ?? at]
      if (Math.max(at - first, last - at) < openedAgain.after) return null
      return {
        weight: agent.kind === 'bare-mozilla' ? openedAgain.prefetching : openedAgain.weight,
      }
    },
  }),
]
