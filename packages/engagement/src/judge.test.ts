import type { EventKind } from '@airgraph/domain/event.ts'
import { eventKinds, sourceFlags } from '@airgraph/domain/event.ts'
import type { EventId } from '@airgraph/domain/ids.ts'
import { engagementClasses } from '@airgraph/domain/verdict.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Evidence, noWorkspaceEvidence } from './evidence.ts'
import { classifierVersion, judgeAlone, judgeContact } from './judge.ts'
import { nothingAgainstIt, rules } from './rules.ts'
import {
  agents,
  clicked,
  converted,
  delivered,
  networks,
  opened,
  sent,
  unsubscribed,
  verdictOf,
  verdictOn,
  verdicts,
  visited,
} from './testing.ts'

describe('what is judged', () => {
  it('opens and clicks, and nothing else', () => {
    const events = eventKinds.map((kind) => ({
      ...opened('09:00'),
      kind,
      eventId: kind as string as EventId,
    }))
    expect([...verdicts(events).keys()].sort()).toEqual(['clicked', 'opened'])
    expect(judgeAlone(unsubscribed('09:00'))).toBeNull()
    expect(judgeAlone(delivered('09:00'))).toBeNull()
  })

  it('an event of which nothing is known is a person’s, without much confidence', () => {
    expect(judgeAlone(clicked('09:00'))).toEqual({
      class: 'human',
      confidence: 0.6225,
      humanProbability: 0.6225,
      reasons: ['nothing-against-it'],
      classifierVersion,
    })
  })

  it('reasons come weightiest first', () => {
    const verdict = verdictOn(
      delivered('09:00'),
      clicked('09:00:30', {
        userAgent: 'curl/8.5.0',
        ipNetwork: networks.azure,
        flags: ['not-bot'],
      }),
    )
    expect(verdict.reasons).toEqual([
      'library-agent',
      'soon-after-delivered',
      'microsoft-network',
      'flagged-not-bot',
    ])
  })
})

describe('what must not be mistaken', () => {
  it('a desktop client that loads images at the click: milliseconds apart, and a person', () => {
    const from = { userAgent: agents.outlook, ipNetwork: networks.office }
    const events = [
      delivered('09:00'),
      opened('09:40:00.000', from),
      clicked('09:40:00.012', { ...from, userAgent: agents.chromeOnWindows }),
    ]
    expect(verdictOf('opened 09:40:00.000', events).class).toBe('human')
    expect(verdictOf('clicked 09:40:00.012', events).class).toBe('human')
  })

  it('Gmail’s proxy is neither person nor machine, and keeps its probability', () => {
    const open = opened('10:00', { userAgent: agents.gmailProxy, mailboxProvider: 'gmail' })
    const verdict = verdictOn(delivered('09:00'), open)
    expect(verdict.class).toBe('proxy')
    expect(verdict.humanProbability).toBeGreaterThan(0.7)
  })

  it('Gmail’s proxy at the very delivery is a prefetch', () => {
    const open = opened('09:00:01', { userAgent: agents.gmailProxy })
    expect(verdictOn(delivered('09:00'), open)).toMatchObject({
      class: 'prefetch',
      reasons: ['soon-after-delivered', 'image-proxy-agent'],
    })
  })

  it('Apple prefetches, and the same person clicks later', () => {
    const events = [
      delivered('09:00'),
      opened('09:04', { userAgent: agents.applePrefetch, ipNetwork: networks.relay }),
      clicked('12:00', { userAgent: agents.safariOnPhone, ipNetwork: networks.home }),
    ]
    expect(verdictOf('opened 09:04', events).class).toBe('prefetch')
    expect(verdictOf('clicked 12:00', events).class).toBe('human')
  })

  it('a person whose desktop lives at Microsoft opens like anybody', () => {
    const open = opened('11:00', { userAgent: agents.outlook, ipNetwork: networks.azure })
    expect(verdictOn(delivered('09:00'), open)).toMatchObject({
      class: 'human',
      reasons: ['unhurried-after-delivered'],
    })
  })

  it('a person who opens from Exchange Online’s own addresses too', () => {
    const open = opened('11:00', { userAgent: agents.outlook, ipNetwork: networks.protection })
    expect(verdictOn(delivered('09:00'), open).class).toBe('human')
  })

  it('a person on a cloud desktop at Microsoft clicks in the afternoon', () => {
    const click = clicked('14:00', { userAgent: agents.chromeOnWindows, ipNetwork: networks.azure })
    expect(verdictOn(delivered('09:00'), click).class).toBe('human')
  })

  it('somebody who waits for a sign-in link and then visits', () => {
    const events = [
      delivered('09:00', { stream: 'transactional' }),
      clicked('09:00:12', { stream: 'transactional', userAgent: agents.safariOnMac }),
      visited('09:00:14', { url: 'https://shop.example/sale?utm_source=mail' }),
    ]
    expect(verdictOf('clicked 09:00:12', events).class).toBe('human')
  })

  it('somebody who clicks a link, then later another, then unsubscribes', () => {
    const at = { userAgent: agents.safariOnMac, ipNetwork: networks.home }
    const events = [
      delivered('09:00'),
      opened('13:00', at),
      clicked('13:00:40', { ...at, url: 'https://shop.example/a' }),
      clicked('13:01:30', { ...at, url: 'https://shop.example/b' }),
      clicked('13:02:30', { ...at, url: 'https://shop.example/unsubscribe?c=1' }),
      unsubscribed('13:03'),
    ]
    for (const verdict of verdicts(events).values()) expect(verdict.class).toBe('human')
  })

  it('a click in the night', () => {
    expect(verdictOn(delivered('01:00'), clicked('03:30')).class).toBe('human')
  })
})

describe('what a source’s flags mean beside the agent', () => {
  it('a bot flag on Gmail’s proxy is still a proxy', () => {
    const open = opened('10:00', { userAgent: agents.gmailProxy, flags: ['bot'] })
    expect(verdictOn(delivered('09:00'), open).class).toBe('proxy')
  })

  it('a bot flag on Apple’s agent is a prefetch', () => {
    const open = opened('10:00', { userAgent: agents.applePrefetch, flags: ['bot'] })
    expect(verdictOn(delivered('09:00'), open).class).toBe('prefetch')
  })

  it('a proxy open of unknown make is a prefetch even hours later', () => {
    const open = opened('15:00', { flags: ['proxy-open'] })
    expect(verdictOn(delivered('09:00'), open).class).toBe('prefetch')
  })

  it('nothing that follows outweighs a flag', () => {
    const events = [
      delivered('09:00'),
      clicked('12:00', { userAgent: agents.safariOnMac, flags: ['bot'] }),
      visited('12:00:02'),
      converted('12:05'),
    ]
    expect(verdictOf('clicked 12:00', events)).toMatchObject({ class: 'scanner' })
    expect(verdictOf('clicked 12:00', events).humanProbability).toBeLessThan(0.1)
  })
})

describe('the clock', () => {
  const click = clicked('09:00:20', { userAgent: agents.chromeOnWindows })

  it('starts at delivery: slow SMTP does not make a scanner look unhurried', () => {
    expect(verdictOn(sent('08:30'), delivered('09:00:18'), click)).toMatchObject({
      class: 'scanner',
      reasons: ['soon-after-delivered'],
    })
  })

  it('starts at sending where nobody says when it was delivered, and says less', () => {
    const bySent = verdictOn(sent('09:00'), click)
    const byDelivered = verdictOn(delivered('09:00'), click)
    expect(bySent.reasons).toEqual(['soon-after-sent'])
    expect(bySent.humanProbability).toBeGreaterThan(byDelivered.humanProbability)
  })

  it('a click before delivery is the gateway’s', () => {
    expect(
      verdictOf('clicked 09:00:20', [sent('09:00'), click, delivered('09:00:45')]),
    ).toMatchObject({
      class: 'scanner',
      reasons: ['before-delivered'],
    })
  })

  it('clocks that round to seconds do not make a click one before delivery', () => {
    const verdict = verdictOf('clicked 09:00:20', [click, delivered('09:00:21.400')])
    expect(verdict.reasons).toEqual(['soon-after-delivered'])
  })

  it('a delivery a day after the click is a wrong clock', () => {
    const verdict = verdictOf('clicked 09:00:20', [click, delivered('10:00', { day: 4 })])
    expect(verdict.reasons).toEqual([nothingAgainstIt.name])
  })
})

const kinds: readonly EventKind[] = [
  'sent',
  'delivered',
  'opened',
  'clicked',
  'visited',
  'converted',
  'replied',
  'unsubscribed',
  'accepted',
]

const anyEvidence: fc.Arbitrary<Evidence> = fc.record({
  eventId: fc.integer({ min: 0, max: 60 }).map((n) => `e${n}` as EventId),
  kind: fc.constantFrom(...kinds),
  occurredAt: fc.oneof(
    fc.integer({ min: 0, max: 400 }).map((s) => new Date(Date.UTC(2026, 10, 2, 9) + s * 700)),
    fc.date({ noInvalidDate: false }),
  ),
  messageId: fc.constantFrom('a', 'b', 'c', null),
  campaignId: fc.constant(null),
  url: fc.constantFrom(
    'https://x.example/1',
    'https://x.example/2#top',
    'https://x.example/unsubscribe',
    '',
    '%%%',
    null,
  ),
  userAgent: fc.oneof(fc.constantFrom(...Object.values(agents), '', 'curl/8', null), fc.string()),
  client: fc.constantFrom('Gmail image proxy', 'Chrome', null),
  device: fc.constantFrom('bot', 'desktop', null),
  ipNetwork: fc.oneof(fc.constantFrom(...Object.values(networks), 'nonsense', '', null), fc.ipV6()),
  mailboxProvider: fc.constantFrom('gmail', 'apple', null),
  recipientDomain: fc.constantFrom('a.example', '__proto__', null),
  country: fc.constant(null),
  flags: fc.subarray([...sourceFlags]),
  source: fc.constant('test'),
})
const anyHistory = fc.uniqueArray(anyEvidence, { selector: (e) => e.eventId, maxLength: 40 })

const judge = (events: readonly Evidence[]) =>
  [...judgeContact(events, noWorkspaceEvidence)].sort(([a], [b]) => (a < b ? -1 : 1))

describe('whatever comes', () => {
  it('the order of the events and their repeats change nothing', () => {
    const shuffled = anyHistory.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events.slice(0, 10)], {
          minLength: events.length + Math.min(10, events.length),
        }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([events, again]) => {
        expect(judge(again)).toEqual(judge(events))
      }),
    )
  })

  it('different events under one id: one of them, the same whatever the order', () => {
    fc.assert(
      fc.property(fc.array(anyEvidence, { maxLength: 20 }), (events) => {
        expect(judge(events.toReversed())).toEqual(judge(events))
      }),
    )
  })

  it('a verdict is whole: a class, probabilities within 0 and 1, reasons that exist', () => {
    const names = new Set([...rules.map((rule) => rule.name), nothingAgainstIt.name])
    fc.assert(
      fc.property(anyHistory, (events) => {
        const judged = new Map(judge(events))
        expect(judged.size).toBe(
          events.filter((e) => e.kind === 'opened' || e.kind === 'clicked').length,
        )
        for (const verdict of judged.values()) {
          expect(engagementClasses).toContain(verdict.class)
          for (const p of [verdict.confidence, verdict.humanProbability]) {
            expect(p).toBeGreaterThanOrEqual(0)
            expect(p).toBeLessThanOrEqual(1)
          }
          expect(verdict.reasons.length).toBeGreaterThan(0)
          expect(verdict.reasons.filter((reason) => !names.has(reason))).toEqual([])
        }
      }),
    )
  })

  it('five thousand clicks on one message in one second are judged in no more than seconds', () => {
    const events = Array.from({ length: 5_000 }, (_, i) =>
      clicked('09:00:05', { id: `c${i}`, url: `https://x.example/${i}`, ipNetwork: networks.home }),
    )
    const start = performance.now()
    expect(verdicts([delivered('09:00'), ...events]).get('c7' as EventId)?.class).toBe('scanner')
    expect(performance.now() - start).toBeLessThan(8_000)
  })
})

describe('the rules', () => {
  it('have names of their own, words and a range', () => {
    expect(new Set(rules.map((rule) => rule.name)).size).toBe(rules.length)
    for (const { name, words, range } of rules) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
      expect(words.length).toBeGreaterThan(10)
      expect(range[0]).toBeLessThanOrEqual(range[1])
    }
  })
})
