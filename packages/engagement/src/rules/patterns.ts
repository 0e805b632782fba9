import { defineRule } from '../rule.ts'
import { agrees, around, type Contact, differs, once, type Subject } from '../story.ts'
import { weights } from '../weights.ts'

const { burst, everyLink, twoHit, twoPlatforms, manyAtOnce } = weights

/** This click and those on the message by the same hand, not long before or after. */
const company = (click: Subject) => [
  click,
  ...around(click.message.clicks, click.place, everyLink.within).filter(
    (other) => other.hand === click.hand,
  ),
]

const span = (clicks: readonly Subject[]) => {
  const times = clicks.map(({ at }) => at)
  return Math.max(...times) - Math.min(...times)
}

/** How surely two clicks come from two machines: by network and platform, by one of them, or not at all. */
function apart(one: Subject, other: Subject): 'surely' | 'likely' | null {
  const network = differs(one.event.ipNetwork, other.event.ipNetwork)
  const platform =
    differs(one.agent.platform, other.agent.platform) ||
    (network && differs(one.event.userAgent, other.event.userAgent))
  if (network && platform) return 'surely'
  if (agrees(one.event.ipNetwork, other.event.ipNetwork)) return null
  return network || platform ? 'likely' : null
}

/** The same link, at nearly the same time, from somewhere else. */
const twins = (click: Subject) =>
  around(click.message.clicks, click.place, twoHit.within).filter(
    (other) => other.link === click.link && apart(click, other),
  )

/** Networks where a person, as far as the first look sees, loaded this contact's images. */
const openingNetworks = (contact: Contact) =>
  once(contact, 'opening-networks', () => {
    const opens = contact.subjects.filter((s) => s.kind === 'opened' && s.firstLook > 0)
    return new Set(opens.map(({ event }) => event.ipNetwork))
  })

/** How a click stood after the first look, with what surrounds it. */
const standing = ({ firstLook, visit, conversion, event, contact }: Subject) =>
  firstLook +
  (visit === 'matching' ? 2 : 0) +
  (conversion ? 1 : 0) +
  (event.ipNetwork !== null && openingNetworks(contact).has(event.ipNetwork) ? 1 : 0)

/** The more human of two; where that is close, the earlier: scanners that check at the click come after it. */
const isWinner = (click: Subject, twin: Subject) => {
  const lead = standing(click) - standing(twin)
  return Math.abs(lead) >= twoHit.clearly ? lead > 0 : click.place < twin.place
}

const messagesOpenedAround = (open: Subject) =>
  new Set(
    [open, ...around(open.contact.subjects, open.overallPlace, manyAtOnce.within)]
      .filter((other) => other.kind === 'opened')
      .map((other) => other.message),
  ).size

export const patternRules = [
  defineRule({
    name: 'burst',
    words: 'Several different links of the message within seconds',
    about: 'clicked',
    range: [burst.three, burst.two],
    look: 'first',
    weigh: ({ sweep }) =>
      sweep ? { weight: sweep.links > 2 ? burst.three : burst.two, points: 'scanner' } : null,
  }),
  defineRule({
    name: 'sweep-again',
    words: 'The same links were swept at another time too',
    about: 'clicked',
    range: [burst.again, burst.again],
    look: 'first',
    weigh: ({ sweep, message }) =>
      sweep && message.sweeps.get(sweep.key) !== 1
        ? { weight: burst.again, points: 'scanner' }
        : null,
  }),
  defineRule({
    name: 'every-link',
    words: 'Many links of the message in a short while, the small print included',
    about: 'clicked',
    range: [everyLink.withFooter, everyLink.quickly],
    look: 'first',
    weigh(click) {
      const clicks = company(click)
      const links = new Set(clicks.map((other) => other.link))
      if (links.size < everyLink.atLeast) return null
      if (clicks.some(({ footer }) => footer))
        return { weight: everyLink.withFooter, points: 'scanner' }
      const isSaid = click.sweep !== null && click.sweep.links > 2
      return !isSaid && span(clicks) <= everyLink.quick
        ? { weight: everyLink.quickly, points: 'scanner' }
        : null
    },
  }),
  defineRule({
    name: 'two-platforms',
    words: 'One network, but two operating systems within a minute',
    about: 'clicked',
    range: [twoPlatforms.weight, twoPlatforms.weight],
    look: 'first',
    weigh(click) {
      const changed = around(click.message.clicks, click.place, twoPlatforms.within).some(
        (other) =>
          agrees(other.event.ipNetwork, click.event.ipNetwork) &&
          differs(other.agent.platform, click.agent.platform),
      )
      return changed ? { weight: twoPlatforms.weight, points: 'scanner' } : null
    },
  }),
  defineRule({
    name: 'two-hit',
    words: 'The same link, seconds apart, from two places: one of the two is a scanner',
    about: 'clicked',
    range: [twoHit.loser, twoHit.winner],
    look: 'second',
    weigh(click) {
      const others = twins(click)
      if (others.length === 0) return null
      const winners = others.filter((twin) => !isWinner(click, twin))
      if (winners.length > 0) {
        const surely = winners.some((twin) => apart(click, twin) === 'surely')
        return { weight: surely ? twoHit.loser : twoHit.likelyLoser, points: 'scanner' }
      }
      return click.firstLook > 0 ? { weight: twoHit.winner } : null
    },
  }),
  defineRule({
    name: 'many-at-once',
    words: 'Several messages opened within seconds',
    about: 'opened',
    range: [manyAtOnce.weight, manyAtOnce.weight],
    look: 'first',
    weigh: (open) =>
      messagesOpenedAround(open) >= manyAtOnce.messages
        ? { weight: manyAtOnce.weight, points: 'prefetch' }
        : null,
  }),
]
