import { isFooterLink } from '../link.ts'
import { defineRule } from '../rule.ts'
import { agrees, around, differs, type Subject } from '../story.ts'
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

const isElsewhere = (one: Subject, other: Subject) =>
  differs(one.event.ipNetwork, other.event.ipNetwork) &&
  (differs(one.agent.platform, other.agent.platform) ||
    differs(one.event.userAgent, other.event.userAgent))

/** The same link, at nearly the same time, from somewhere else. */
const twins = (click: Subject) =>
  around(click.message.clicks, click.place, twoHit.within).filter(
    (other) => other.link === click.link && isElsewhere(click, other),
  )

/** The more human of two; where that is close, the earlier: scanners that check at the click come after it. */
const isWinner = (click: Subject, twin: Subject) => {
  const lead = standing(click) - standing(twin)
  return Math.abs(lead) >= twoHit.clearly ? lead > 0 : click.at < twin.at
}

/** How a click stood after the first look, with what followed it. */
const standing = ({ firstLook, visit, conversion }: Subject) =>
  firstLook + (visit === 'matching' ? 2 : 0) + (conversion ? 1 : 0)

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
      if ([...links].some(isFooterLink)) return { weight: everyLink.withFooter, points: 'scanner' }
      return span(clicks) <= everyLink.quick
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
    words: 'The same link, seconds apart, from two networks: one of the two is a scanner',
    about: 'clicked',
    range: [twoHit.loser, twoHit.winner],
    look: 'second',
    weigh(click) {
      const others = twins(click)
      if (others.length === 0) return null
      if (!others.every((twin) => isWinner(click, twin)))
        return { weight: twoHit.loser, points: 'scanner' }
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
