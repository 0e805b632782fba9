import type { Ratio } from '@airgraph/domain/units.ts'
import type { EngagementClass } from '@airgraph/domain/verdict.ts'
import { describe, expect, it } from 'vitest'
import {
  type DomainEvidence,
  type Evidence,
  type NetworkEvidence,
  noWorkspaceEvidence,
  nothingUsual,
  type PlaceEvidence,
  type UsualEvidence,
  type WorkspaceEvidence,
} from './evidence.ts'
import { judgeStory } from './judge.ts'
import { readStory } from './read-story.ts'
import { rules } from './rules.ts'
import {
  agents,
  clicked,
  complained,
  converted,
  delivered,
  networks,
  opened,
  replied,
  sent,
  unsubscribed,
  verdictOf,
  verdicts,
  visited,
} from './testing.ts'

interface Story {
  readonly rule: string
  readonly told: string
  readonly events: readonly Evidence[]
  readonly on: string
  readonly class: EngagementClass
  /** Which way the rule speaks here. */
  readonly speaks: 'for' | 'against'
  readonly workspace?: WorkspaceEvidence
}

const network: NetworkEvidence = {
  contacts: 40,
  recipientDomains: 12,
  clicks: 200,
  promptClicks: 0,
  sweptClicks: 0,
  medianDelay: null,
  humanClicks: 150,
  confirmedContacts: 0,
  clickedMessages: 200,
  messages: 4_000,
}
const domain: DomainEvidence = {
  contacts: 30,
  messages: 1_000,
  clickedMessages: 40,
  promptlyClickedMessages: 2,
  sweptMessages: 0,
  humanClickedMessages: 32,
}
const place: PlaceEvidence = {
  contacts: 6,
  clickedMessages: 20,
  visitedMessages: 0,
  unvisitedMessages: 0,
  readMessages: 0,
}
const whole = (evidence: Partial<WorkspaceEvidence>) => ({ ...noWorkspaceEvidence, ...evidence })

const usually = (usual: Partial<UsualEvidence>) => ({ ...nothingUsual, ...usual }) as UsualEvidence

/** People click three of a hundred messages; of bank.example's thousand, so many were clicked. */
const atBank = (clickedMessages: number) =>
  whole({
    domain: () => ({ ...domain, clickedMessages }),
    usual: usually({ clickedShare: 0.03 as Ratio }),
  })

const windows = { userAgent: agents.chromeOnWindows }
const phone = { userAgent: agents.safariOnPhone }
const atHome = { ...phone, ipNetwork: networks.home }
const link = (path: string) => ({ url: `https://shop.example/${path}` })

/** A message a day from the 2nd on, each clicked by whoever clicks so. */
const daily = (days: number, click: (day: number) => Evidence) =>
  Array.from({ length: days }, (_, i) => i + 2).flatMap((day) => [
    delivered('09:00', { id: `delivered ${day}`, day, messageId: `m${day}` }),
    { ...click(day), messageId: `m${day}` },
  ])

/** Two earlier messages that Ann clicked at home on her phone, and visited the shop. */
const annsHistory = [2, 3].flatMap((day) => [
  delivered('09:00', { id: `delivered ${day}`, day, messageId: `m${day}` }),
  clicked('18:00', { ...atHome, id: `clicked ${day}`, day, messageId: `m${day}` }),
  visited('18:00:05', { id: `visited ${day}`, day, messageId: `m${day}` }),
])

const stories: readonly Story[] = [
  {
    rule: 'flagged-machine-open',
    told: 'the source flags the open, hours after delivery',
    events: [delivered('09:00'), opened('15:00', { flags: ['machine-open'] })],
    on: 'opened 15:00',
    class: 'prefetch',
    speaks: 'against',
  },
  {
    rule: 'flagged-prefetched',
    told: 'the source saw a prefetch',
    events: [opened('15:00', { flags: ['prefetched'] })],
    on: 'opened 15:00',
    class: 'prefetch',
    speaks: 'against',
  },
  {
    rule: 'flagged-bot',
    told: 'the source knows a bot behind a browser’s agent',
    events: [delivered('09:00'), clicked('15:00', { ...windows, flags: ['bot'] })],
    on: 'clicked 15:00',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'flagged-not-bot',
    told: 'the source saw no bot in an early click',
    events: [delivered('09:00'), clicked('09:01', { ...windows, flags: ['not-bot'] })],
    on: 'clicked 09:01',
    class: 'human',
    speaks: 'for',
  },
  {
    rule: 'flagged-proxy-open',
    told: 'a proxy open of unknown make',
    events: [opened('15:00', { flags: ['proxy-open'] })],
    on: 'opened 15:00',
    class: 'prefetch',
    speaks: 'against',
  },
  {
    rule: 'apple-prefetch-agent',
    told: 'a bare Mozilla/5.0, hours later',
    events: [delivered('09:00'), opened('15:00', { userAgent: agents.applePrefetch })],
    on: 'opened 15:00',
    class: 'prefetch',
    speaks: 'against',
  },
  {
    rule: 'apple-webkit-agent',
    told: 'WebKit without Version and Safari, minutes later',
    events: [delivered('09:00'), opened('09:06', { userAgent: agents.appleWebkit })],
    on: 'opened 09:06',
    class: 'prefetch',
    speaks: 'against',
  },
  {
    rule: 'apple-mailbox',
    told: 'opened within minutes at iCloud, by nobody knows what',
    events: [delivered('09:00'), opened('09:02', { mailboxProvider: 'apple' })],
    on: 'opened 09:02',
    class: 'prefetch',
    speaks: 'against',
  },
  {
    rule: 'image-proxy-agent',
    told: 'Gmail’s proxy in the evening',
    events: [delivered('09:00'), opened('19:00', { userAgent: agents.gmailProxy })],
    on: 'opened 19:00',
    class: 'proxy',
    speaks: 'for',
  },
  {
    rule: 'prefetching-proxy',
    told: 'Gmail’s proxy rather soon, where hardly anybody opens so soon without it',
    events: [delivered('09:00'), opened('09:00:19', { userAgent: agents.gmailProxy })],
    on: 'opened 09:00:19',
    class: 'prefetch',
    speaks: 'against',
    workspace: whole({ usual: usually({ promptProxyHumans: 0.03 as Ratio }) }),
  },
  {
    rule: 'empty-agent',
    told: 'no agent sent at all, an hour later',
    events: [delivered('09:00'), opened('10:00', { userAgent: '' })],
    on: 'opened 10:00',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'security-agent',
    told: 'a product that gives its name',
    events: [clicked('10:00', { userAgent: 'Mozilla/5.0 (compatible; Barracuda Sentinel (EE))' })],
    on: 'clicked 10:00',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'bot-agent',
    told: 'a crawler, a day later',
    events: [
      delivered('09:00'),
      clicked('09:00', { day: 3, userAgent: 'Mozilla/5.0 (compatible; bingbot/2.0)' }),
    ],
    on: 'clicked 09:00',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'library-agent',
    told: 'a script',
    events: [clicked('10:00', { userAgent: 'python-requests/2.32.3' })],
    on: 'clicked 10:00',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'security-vendor-network',
    told: 'a browser’s agent from Barracuda’s addresses, minutes later',
    events: [delivered('09:00'), clicked('09:12', { ...windows, ipNetwork: networks.barracuda })],
    on: 'clicked 09:12',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'microsoft-network',
    told: 'a browser’s agent from Azure within two minutes',
    events: [delivered('09:00'), clicked('09:02', { ...windows, ipNetwork: networks.azure })],
    on: 'clicked 09:02',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'apple-relay-network',
    told: 'WebKit alone through the relay, hours later',
    events: [
      delivered('09:00'),
      opened('12:00', { userAgent: agents.appleWebkit, ipNetwork: networks.relay }),
    ],
    on: 'opened 12:00',
    class: 'prefetch',
    speaks: 'against',
  },
  {
    rule: 'soon-after-delivered',
    told: 'a click four seconds after delivery',
    events: [delivered('09:00'), clicked('09:00:04', windows)],
    on: 'clicked 09:00:04',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'unhurried-after-delivered',
    told: 'a click at noon',
    events: [delivered('09:00'), clicked('12:00', windows)],
    on: 'clicked 12:00',
    class: 'human',
    speaks: 'for',
  },
  {
    rule: 'soon-after-sent',
    told: 'an open five seconds after sending',
    events: [sent('09:00'), opened('09:00:05', windows)],
    on: 'opened 09:00:05',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'unhurried-after-sent',
    told: 'an open at noon',
    events: [sent('09:00'), opened('12:00', windows)],
    on: 'opened 12:00',
    class: 'human',
    speaks: 'for',
  },
  {
    rule: 'before-delivered',
    told: 'a click while the gateway still looks',
    events: [clicked('08:59:40', windows), delivered('09:00')],
    on: 'clicked 08:59:40',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'burst',
    told: 'three links in two seconds, ten minutes after delivery',
    events: [
      delivered('09:00'),
      ...['a', 'b', 'c'].map((l, i) => clicked(`09:10:0${i}`, { ...windows, ...link(l) })),
    ],
    on: 'clicked 09:10:01',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'sweep-again',
    told: 'two links at once, and the same two an hour later',
    events: [
      delivered('09:00'),
      ...['09:10', '10:10'].flatMap((t) => [
        clicked(`${t}:00`, { ...windows, ...link('a') }),
        clicked(`${t}:01`, { ...windows, ...link('b') }),
      ]),
    ],
    on: 'clicked 10:10:01',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'every-link',
    told: 'one link after another, privacy and imprint included, ten seconds apart',
    events: [
      delivered('09:00'),
      ...['sale', 'shoes', 'privacy', 'imprint'].map((l, i) =>
        clicked(`09:05:${i + 1}0`, { ...windows, ...link(l) }),
      ),
    ],
    on: 'clicked 09:05:20',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'two-platforms',
    told: 'one network, a Windows and a Mac within seconds, two minutes after delivery',
    events: [
      delivered('09:00'),
      clicked('09:02:00', { ...windows, ipNetwork: networks.elsewhere }),
      clicked('09:02:04', { userAgent: agents.safariOnMac, ipNetwork: networks.elsewhere }),
    ],
    on: 'clicked 09:02:04',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'two-hit',
    told: 'a person clicks, and twelve seconds later somebody checks the link from Azure',
    events: [
      delivered('09:00'),
      clicked('11:00:00', { userAgent: agents.safariOnMac, ipNetwork: networks.home }),
      clicked('11:00:12', { ...windows, ipNetwork: networks.azure }),
    ],
    on: 'clicked 11:00:12',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'many-at-once',
    told: 'four days’ messages opened in the same seconds',
    events: [
      ...[2, 3, 4, 5].map((day) =>
        delivered('09:00', { id: `d${day}`, day, messageId: `m${day}` }),
      ),
      ...[2, 3, 4, 5].map((m) =>
        opened(`21:00:0${m}`, { day: 5, messageId: `m${m}`, userAgent: agents.appleWebkit }),
      ),
    ],
    on: 'opened 21:00:03',
    class: 'prefetch',
    speaks: 'against',
  },
  {
    rule: 'regular-delay',
    told: 'a click five minutes after each of six messages, to the second',
    events: daily(6, (day) => clicked('09:05', { ...windows, day, id: `clicked ${day}` })),
    on: 'clicked 4',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'every-message',
    told: 'each of eight messages clicked from one place, within minutes or hours',
    events: daily(8, (day) =>
      clicked(`09:0${day}`, { ...windows, day, id: `clicked ${day}`, ipNetwork: networks.office }),
    ),
    on: 'clicked 3',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'visited-after',
    told: 'an early click, but the landing page then saw a visit',
    events: [
      delivered('09:00'),
      clicked('09:00:25', windows),
      visited('09:00:28', { url: 'https://www.shop.example/sale/?utm_medium=email' }),
    ],
    on: 'clicked 09:00:25',
    class: 'human',
    speaks: 'for',
  },
  {
    rule: 'converted-after',
    told: 'an early click, and an order of this message’s',
    events: [delivered('09:00'), clicked('09:00:40', windows), converted('09:20')],
    on: 'clicked 09:00:40',
    class: 'human',
    speaks: 'for',
  },
  {
    rule: 'replied-after',
    told: 'opened within a minute and a half, and answered',
    events: [delivered('09:00'), opened('09:01:30'), replied('09:20')],
    on: 'opened 09:01:30',
    class: 'human',
    speaks: 'for',
  },
  {
    rule: 'complained-after',
    told: 'opened within the minute, and reported as spam',
    events: [delivered('09:00'), opened('09:00:50'), complained('09:01:10')],
    on: 'opened 09:00:50',
    class: 'human',
    speaks: 'for',
  },
  {
    rule: 'unsubscribed-after',
    told: 'the unsubscribe link alone, and then unsubscribed',
    events: [
      delivered('09:00'),
      clicked('09:01:30', { ...windows, ...link('unsubscribe') }),
      unsubscribed('09:01:50'),
    ],
    on: 'clicked 09:01:30',
    class: 'human',
    speaks: 'for',
  },
  {
    rule: 'opened-before',
    told: 'read, and then clicked',
    events: [delivered('09:00'), opened('09:30', atHome), clicked('09:31', atHome)],
    on: 'clicked 09:31',
    class: 'human',
    speaks: 'for',
  },
  {
    rule: 'never-opened',
    told: 'images of three messages were loaded, this one’s were not',
    events: [
      ...daily(3, (day) => opened('18:00', { ...atHome, day, id: `opened ${day}` })),
      delivered('09:00', { day: 6 }),
      clicked('09:01:30', { ...windows, day: 6 }),
    ],
    on: 'clicked 09:01:30',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'clicked-after',
    told: 'opened early, and ten minutes later clicked from there',
    events: [delivered('09:00'), opened('09:00:20', atHome), clicked('09:10:20', atHome)],
    on: 'opened 09:00:20',
    class: 'human',
    speaks: 'for',
  },
  {
    rule: 'fetched-for-click',
    told: 'Apple’s proxy fetches, and half a minute later somebody clicks at home',
    events: [
      delivered('09:00'),
      opened('18:00', { userAgent: agents.applePrefetch, ipNetwork: networks.relay }),
      clicked('18:00:30', atHome),
    ],
    on: 'opened 18:00',
    class: 'human',
    speaks: 'for',
  },
  {
    rule: 'scanned-with',
    told: 'a scanner loads the image between its clicks',
    events: [
      delivered('09:00'),
      ...['a', 'b', 'c'].map((l, i) =>
        clicked(`09:03:0${i}`, { ...windows, ...link(l), ipNetwork: networks.azure }),
      ),
      opened('09:03:02', { ...windows, ipNetwork: networks.azure }),
    ],
    on: 'opened 09:03:02',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'opened-again',
    told: 'opened in the morning and at night',
    events: [delivered('09:00'), opened('09:01', atHome), opened('21:00', atHome)],
    on: 'opened 09:01',
    class: 'human',
    speaks: 'for',
  },
  {
    rule: 'known-network',
    told: 'early, but from where Ann’s visits came',
    events: [
      ...annsHistory,
      delivered('09:00', { day: 5 }),
      clicked('09:00:50', { ...atHome, day: 5 }),
    ],
    on: 'clicked 09:00:50',
    class: 'human',
    speaks: 'for',
  },
  {
    rule: 'strange-network',
    told: 'early, and neither Ann’s network nor her phone',
    events: [
      ...annsHistory,
      delivered('09:00', { day: 5 }),
      clicked('09:02', { ...windows, ipNetwork: networks.elsewhere, day: 5 }),
    ],
    on: 'clicked 09:02',
    class: 'scanner',
    speaks: 'against',
  },
  {
    rule: 'scanning-network',
    told: 'unhurried, from where machines click for forty contacts',
    events: [delivered('09:00'), clicked('09:30', { ...windows, ipNetwork: networks.elsewhere })],
    on: 'clicked 09:30',
    class: 'scanner',
    speaks: 'against',
    workspace: whole({ network: () => ({ ...network, promptClicks: 190, humanClicks: 10 }) }),
  },
  {
    rule: 'people-network',
    told: 'early, from an office whose people visit after they click',
    events: [delivered('09:00'), clicked('09:01:30', { ...windows, ipNetwork: networks.office })],
    on: 'clicked 09:01:30',
    class: 'human',
    speaks: 'for',
    workspace: whole({ network: () => ({ ...network, humanClicks: 190, confirmedContacts: 30 }) }),
  },
  {
    rule: 'network-clicks-everything',
    told: 'unhurried, from a network that clicks nine of ten messages',
    events: [delivered('09:00'), clicked('09:20', { ...windows, ipNetwork: networks.elsewhere })],
    on: 'clicked 09:20',
    class: 'scanner',
    speaks: 'against',
    workspace: whole({ network: () => ({ ...network, messages: 220 }) }),
  },
  {
    rule: 'no-visit-after',
    told: 'rather early, and the shop, which sees nine of ten visits, saw none',
    events: [delivered('09:00'), clicked('09:05', windows)],
    on: 'clicked 09:05',
    class: 'scanner',
    speaks: 'against',
    workspace: whole({
      site: () => ({ clicks: 500, visited: 450, recognised: { clicks: 300, visited: 285 } }),
    }),
  },
  {
    rule: 'quiet-domain',
    told: 'two links at once, where no more is clicked than people do',
    events: ['a', 'b'].map((l, i) =>
      clicked(`14:00:0${i}`, { ...windows, ...link(l), recipientDomain: 'bank.example' }),
    ),
    on: 'clicked 14:00:01',
    class: 'human',
    speaks: 'for',
    workspace: atBank(30),
  },
  {
    rule: 'scanned-domain',
    told: 'unhurried, where six of ten messages are clicked',
    events: [delivered('09:00'), clicked('12:00', { ...windows, recipientDomain: 'bank.example' })],
    on: 'clicked 12:00',
    class: 'scanner',
    speaks: 'against',
    workspace: atBank(600),
  },
  {
    rule: 'people-place',
    told: 'early, from an office where colleagues read',
    events: [
      delivered('09:00'),
      clicked('09:01:30', {
        ...windows,
        ipNetwork: networks.office,
        recipientDomain: 'bank.example',
      }),
    ],
    on: 'clicked 09:01:30',
    class: 'human',
    speaks: 'for',
    workspace: whole({ place: () => ({ ...place, readMessages: 12 }) }),
  },
  {
    rule: 'scanning-place',
    told: 'unhurried, from where ten clicks of people known to the shop led to no visit',
    events: [
      delivered('09:00'),
      clicked('12:00', {
        ...windows,
        ipNetwork: networks.elsewhere,
        recipientDomain: 'bank.example',
      }),
    ],
    on: 'clicked 12:00',
    class: 'scanner',
    speaks: 'against',
    workspace: whole({
      place: () => ({ ...place, unvisitedMessages: 10 }),
      usual: usually({ visitedShare: 0.6 as Ratio }),
    }),
  },
]

describe('every rule, by a story', () => {
  it('has one', () => {
    expect(stories.map(({ rule }) => rule)).toEqual(rules.map(({ name }) => name))
  })

  it.each(stories)('$rule: $told → $class', (story) => {
    const verdict = verdictOf(story.on, story.events, story.workspace)
    expect(verdict.reasons).toContain(story.rule)
    expect(verdict.class).toBe(story.class)
  })

  it.each(stories)('$rule speaks $speaks a person, within its range', (story) => {
    const contact = readStory(story.events, story.workspace ?? noWorkspaceEvidence)
    judgeStory(contact)
    const subject = contact.subjects.find(({ event }) => event.eventId === story.on)
    const rule = rules.find(({ name }) => name === story.rule)
    const weight = (subject && rule?.weigh(subject)?.weight) ?? 0
    expect(Math.sign(weight)).toBe(story.speaks === 'for' ? 1 : -1)
    expect(weight).toBeGreaterThanOrEqual(rule?.range[0] ?? 0)
    expect(weight).toBeLessThanOrEqual(rule?.range[1] ?? 0)
  })
})

describe('what the patterns must not say', () => {
  it('of two hits the person’s stays a person’s, whichever came first', () => {
    const person = clicked('11:00:12', { userAgent: agents.safariOnMac, ipNetwork: networks.home })
    const scanner = clicked('11:00:00', { ...windows, ipNetwork: networks.protection })
    const events = [delivered('09:00'), person, scanner]
    expect(verdictOf('clicked 11:00:12', events).class).toBe('human')
    expect(verdictOf('clicked 11:00:00', events).class).toBe('scanner')
  })

  it('of two hits that look alike, the later is the scanner', () => {
    const events = [
      delivered('09:00'),
      clicked('11:00:00', { userAgent: agents.safariOnMac, ipNetwork: networks.home }),
      clicked('11:00:12', { ...windows, ipNetwork: networks.elsewhere }),
    ]
    expect(verdictOf('clicked 11:00:00', events).class).toBe('human')
    expect(verdictOf('clicked 11:00:12', events).class).not.toBe('human')
  })

  it('a visit confirms the click of its own network, not the scanner’s beside it', () => {
    const events = [
      delivered('09:00'),
      clicked('09:30:00', { ...windows, ipNetwork: networks.elsewhere }),
      clicked('09:30:05', atHome),
      visited('09:30:07', { ...atHome, url: 'https://shop.example/sale' }),
    ]
    expect(verdictOf('clicked 09:30:05', events)).toMatchObject({ class: 'human' })
    expect(verdictOf('clicked 09:30:00', events).reasons).not.toContain('visited-after')
  })

  it('the same link twice is no burst', () => {
    const events = [delivered('09:00'), clicked('12:00:00', atHome), clicked('12:00:01', atHome)]
    for (const verdict of verdicts(events).values()) {
      expect(verdict.class).toBe('human')
      expect(verdict.reasons).not.toContain('burst')
    }
  })

  it('somebody who reads each morning’s mail over the first coffee is no machine', () => {
    const events = daily(10, (day) => opened('09:40', { ...atHome, day, id: `opened ${day}` }))
    for (const verdict of verdicts(events).values()) expect(verdict.class).toBe('human')
  })

  it('a scanner that runs scripts does not pass for a person by its visits', () => {
    const events = [
      delivered('09:00'),
      ...['a', 'b', 'c', 'unsubscribe'].flatMap((l, i) => [
        clicked(`09:00:0${i}`, { ...windows, ...link(l), ipNetwork: networks.azure }),
        visited(`09:00:0${i}.500`, { ...windows, ...link(l), ipNetwork: networks.azure }),
      ]),
    ]
    for (const verdict of verdicts(events).values()) expect(verdict.class).toBe('scanner')
  })

  it('a sweep that unsubscribes is still a sweep', () => {
    const events = [
      delivered('09:00'),
      ...['a', 'b', 'unsubscribe'].map((l, i) =>
        clicked(`09:00:0${i}`, { ...windows, ...link(l) }),
      ),
      unsubscribed('09:00:04'),
    ]
    expect(verdictOf('clicked 09:00:02', events)).toMatchObject({ class: 'scanner' })
    expect(verdictOf('clicked 09:00:02', events).reasons).not.toContain('unsubscribed-after')
  })

  it('an order days later does not make this morning’s scanner a person', () => {
    const events = [
      delivered('09:00'),
      clicked('09:00:02', windows),
      converted('20:00', { messageId: null }),
    ]
    expect(verdictOf('clicked 09:00:02', events).class).toBe('scanner')
  })
})

describe('what the workspace must not say', () => {
  const burst = ['a', 'b', 'c'].map((l, i) =>
    clicked(`14:00:0${i}`, { ...windows, ...link(l), recipientDomain: 'bank.example' }),
  )
  const unhurried = clicked('14:00', { ...windows, recipientDomain: 'bank.example' })

  it('three links opened at once are a person’s where nobody scans, and a scanner’s elsewhere', () => {
    const events = [delivered('09:00'), ...burst]
    expect(verdictOf('clicked 14:00:01', events, atBank(30)).class).toBe('human')
    expect(verdictOf('clicked 14:00:01', events).class).toBe('scanner')
    expect(verdictOf('clicked 14:00:01', events, atBank(600)).class).toBe('scanner')
  })

  it('a visit after a click at a guarded domain is still a person’s', () => {
    const events = [delivered('09:00'), unhurried, visited('14:00:04')]
    expect(verdictOf('clicked 14:00', events, atBank(600)).class).toBe('human')
  })

  it('a contact who clicks most messages is not quiet, though its domain is', () => {
    const events = daily(8, (day) =>
      clicked('14:00', { ...windows, day, id: `clicked ${day}`, recipientDomain: 'bank.example' }),
    )
    expect(verdictOf('clicked 5', events, atBank(30)).reasons).not.toContain('quiet-domain')
  })

  it('where most messages are clicked by everybody, neither quiet nor busy domains stand out', () => {
    const busy = whole({
      domain: () => ({ ...domain, clickedMessages: 600 }),
      usual: usually({ clickedShare: 0.6 as Ratio }),
    })
    const { reasons } = verdictOf('clicked 14:00', [delivered('09:00'), unhurried], busy)
    expect(reasons).not.toContain('quiet-domain')
    expect(reasons).not.toContain('scanned-domain')
  })

  it('the one eager reader of a small company is no scanner', () => {
    const small = whole({
      domain: () => ({ ...domain, contacts: 1, messages: 20, clickedMessages: 4 }),
      usual: usually({ clickedShare: 0.03 as Ratio }),
    })
    const events = [delivered('09:00'), unhurried]
    expect(verdictOf('clicked 14:00', events, small).class).toBe('human')
  })
})

describe('whatever the workspace counted', () => {
  it.each([
    ['a site that never misses a visit', 1],
    ['a site that hardly reports any', 0.01],
  ])('%s gives a probability', (_, visitedShare) => {
    const from = { ...windows, ipNetwork: networks.office, recipientDomain: 'bank.example' }
    const verdict = verdictOf(
      'clicked 14:00',
      [delivered('09:00'), clicked('14:00', from)],
      whole({
        place: () => place,
        domain: () => ({ ...domain, contacts: 1, messages: 1, clickedMessages: 1 }),
        usual: usually({ visitedShare: visitedShare as Ratio, clickedShare: 0 as Ratio }),
      }),
    )
    expect(verdict.humanProbability).toBeGreaterThan(0.5)
  })
})

describe('Apple’s fetches', () => {
  it('Apple Mail that loads from home is no prefetch', () => {
    const mail = { userAgent: agents.appleWebkit, ipNetwork: networks.home }
    expect(verdictOf('opened 12:00', [delivered('09:00'), opened('12:00', mail)]).class).toBe(
      'human',
    )
  })

  it('what flag, agent and network all say counts once', () => {
    const open = opened('12:00', {
      userAgent: agents.applePrefetch,
      ipNetwork: networks.relay,
      flags: ['machine-open'],
    })
    const { reasons } = verdictOf('opened 12:00', [delivered('09:00'), open])
    expect(reasons).toEqual(['flagged-machine-open', 'unhurried-after-delivered'])
  })

  it('a fetch moments before a scanner’s click is not for a reader', () => {
    const events = [
      delivered('09:00'),
      opened('09:00:01', { userAgent: agents.applePrefetch }),
      clicked('09:00:03', { ...windows, ipNetwork: networks.protection }),
    ]
    expect(verdictOf('opened 09:00:01', events).class).toBe('prefetch')
  })
})
