import { describe, expect, it } from 'vitest'
import type { Evidence } from './evidence.ts'
import { gatherEvidence, startGathering, workspaceEvidenceFrom } from './gather-evidence.ts'
import { agents, clicked, delivered, networks, opened, verdictOf, visited } from './testing.ts'

const who = (n: number, domain: string) => ({ messageId: `m${n}`, recipientDomain: domain })

/** Two links of the message swept from elsewhere within seconds of delivery. */
const scanned = (n: number, domain = 'bank.example'): readonly Evidence[] => [
  delivered('09:00', who(n, domain)),
  ...['a', 'b'].map((path, i) =>
    clicked(`09:00:0${i + 2}`, {
      ...who(n, domain),
      url: `https://shop.example/${path}`,
      userAgent: agents.chromeOnWindows,
      ipNetwork: networks.elsewhere,
    }),
  ),
]

/** Clicked from the office at noon, and the shop visited. */
const read = (n: number, domain = 'club.example'): readonly Evidence[] => [
  delivered('09:00', who(n, domain)),
  clicked('12:00', {
    ...who(n, domain),
    userAgent: agents.safariOnMac,
    ipNetwork: networks.office,
  }),
  visited('12:00:03', who(n, domain)),
]

const six = [1, 2, 3, 4, 5, 6]

describe('what the workspace’s contacts say together', () => {
  const evidence = gatherEvidence([...six.map((n) => scanned(n)), ...six.map((n) => read(n))])

  it('of a scanner’s network', () => {
    const { humanClicks, ...rest } = evidence.network(networks.elsewhere) ?? { humanClicks: 99 }
    expect(rest).toEqual({
      contacts: 6,
      recipientDomains: 1,
      clicks: 12,
      promptClicks: 12,
      sweptClicks: 12,
      medianDelay: 1_828,
      confirmedContacts: 0,
      clickedMessages: 6,
      messages: 6,
    })
    expect(humanClicks).toBeLessThan(0.5)
  })

  it('of an office', () => {
    const { humanClicks, ...rest } = evidence.network(networks.office) ?? { humanClicks: 0 }
    expect(rest).toMatchObject({ contacts: 6, clicks: 6, promptClicks: 0, confirmedContacts: 6 })
    expect(humanClicks).toBeGreaterThan(5.8)
  })

  it('of the domains', () => {
    expect(evidence.domain('bank.example')).toMatchObject({
      contacts: 6,
      messages: 6,
      clickedMessages: 6,
      promptlyClickedMessages: 6,
      sweptMessages: 6,
    })
    expect(evidence.domain('club.example')).toMatchObject({
      promptlyClickedMessages: 0,
      sweptMessages: 0,
    })
  })

  it('of a site that sees its visits', () => {
    expect(evidence.site('shop.example')).toEqual({
      clicks: 6,
      visited: 6,
      recognised: { clicks: 0, visited: 0 },
    })
  })

  it('of the office of one domain, and of the scanner of another', () => {
    expect(evidence.place(networks.office, 'club.example')).toEqual({
      contacts: 6,
      clickedMessages: 6,
      visitedMessages: 6,
      unvisitedMessages: 0,
      readMessages: 0,
    })
    expect(evidence.place(networks.elsewhere, 'bank.example')).toMatchObject({
      clickedMessages: 6,
      visitedMessages: 0,
      unvisitedMessages: 0,
    })
    expect(evidence.place(networks.office, 'bank.example')).toBeNull()
  })

  it('nothing of what was hardly seen', () => {
    expect(evidence.network('192.0.3.0/24')).toBeNull()
    expect(evidence.domain('__proto__')).toBeNull()
    expect(gatherEvidence([scanned(1)]).network(networks.elsewhere)).toBeNull()
  })

  it('survives being written down', () => {
    const again = workspaceEvidenceFrom(JSON.parse(JSON.stringify(evidence)))
    expect(again.network(networks.elsewhere)).toEqual(evidence.network(networks.elsewhere))
    expect(again.toJSON()).toEqual(evidence.toJSON())
  })

  it('tells an unhurried click of a scanner’s network from a person’s', () => {
    const late = clicked('09:20', {
      userAgent: agents.chromeOnWindows,
      ipNetwork: networks.elsewhere,
    })
    const events = [delivered('09:00'), late]
    expect(verdictOf('clicked 09:20', events).class).toBe('human')
    expect(verdictOf('clicked 09:20', events, evidence).class).not.toBe('human')
  })
})

describe('what is usual', () => {
  const direct = { userAgent: agents.outlook, ipNetwork: networks.office }
  const proxied = { userAgent: agents.gmailProxy }
  const many = (count: number, tell: (n: number) => readonly Evidence[]) =>
    Array.from({ length: count }, (_, n) => tell(n))

  it('is read off the domains that click less: a scanner’s do not count', () => {
    const quiet = many(300, (n) =>
      n % 50 === 0 ? read(n) : [delivered('09:00', who(n, 'club.example'))],
    )
    const evidence = gatherEvidence([...quiet, ...many(100, (n) => scanned(n))])
    expect(evidence.usual.clickedShare).toBe(0.02)
  })

  it('is read off consumers’ mailboxes where there are enough, though most domains be guarded', () => {
    const atGmail = { ...who(1, 'gmail.com'), mailboxProvider: 'gmail' as const }
    const consumers = many(250, (n) => {
      const message = { ...atGmail, messageId: `g${n}` }
      return n % 25 === 0
        ? [delivered('09:00', message), clicked('12:00', message)]
        : [delivered('09:00', message)]
    })
    const guarded = many(900, (n) => scanned(n, `bank${n % 90}.example`))
    expect(gatherEvidence([...consumers, ...guarded]).usual.clickedShare).toBe(0.04)
  })

  it('is not told by mail that somebody waits for', () => {
    const resets = many(300, (n) =>
      read(n).map((event) => ({ ...event, stream: 'transactional' as const })),
    )
    const evidence = gatherEvidence(resets)
    expect(evidence.domain('club.example')).toBeNull()
    expect(evidence.usual.clickedShare).toBeNull()
  })

  it('proxies that fetch at delivery show against those who open without one', () => {
    const opens = (n: number) => [
      delivered('09:00', who(n, 'club.example')),
      opened(n % 2 === 0 ? '09:00:05' : '12:00', { ...who(n, 'club.example'), ...proxied }),
      opened(n % 50 === 0 ? '09:00:06' : '15:00', { ...who(n, 'club.example'), ...direct }),
    ]
    const humans = gatherEvidence(many(200, opens)).usual.promptProxyHumans ?? 1
    expect(humans).toBeCloseTo(0.025, 2)
  })

  it('is unknown where little was seen', () => {
    expect(gatherEvidence([read(1)]).usual).toEqual({
      clickedShare: null,
      visitedShare: null,
      promptProxyHumans: null,
    })
  })

  it('an office is known by what is read there, a scanner’s image beside its click is not', () => {
    const reader = (n: number) => [
      delivered('09:00', who(n, 'club.example')),
      opened('12:00', { ...who(n, 'club.example'), ...direct }),
    ]
    const scanner = (n: number) => [
      delivered('09:00', who(n, 'bank.example')),
      opened('12:00', { ...who(n, 'bank.example'), ...direct }),
      clicked('12:00:01', { ...who(n, 'bank.example'), ...direct }),
    ]
    const evidence = gatherEvidence([...many(6, reader), ...many(6, scanner)])
    expect(evidence.place(networks.office, 'club.example')?.readMessages).toBe(6)
    expect(evidence.place(networks.office, 'bank.example')?.readMessages).toBe(0)
  })
})

describe('its memory', () => {
  it('holds no more than it may, and keeps what is seen most', () => {
    const gathering = startGathering({ atLeast: 2, atMost: 100 })
    for (let n = 0; n < 3_000; n++) {
      gathering.add(read(n, 'club.example'))
      gathering.add([
        delivered('09:00', who(n, `d${n}.example`)),
        clicked('12:00', { ...who(n, `d${n}.example`), ipNetwork: `10.${n >> 8}.${n & 255}.0/24` }),
      ])
    }
    const { networks: kept, domains } = gathering.finish().toJSON()
    expect(kept[networks.office]?.clicks).toBe(3_000)
    expect(Object.keys(kept)).toEqual([networks.office])
    expect(Object.keys(domains)).toEqual(['club.example'])
  })

  it('a network named like a property of objects is a network', () => {
    const evidence = gatherEvidence(
      six.map((n) => [clicked('12:00', { ...who(n, '__proto__'), ipNetwork: '__proto__' })]),
    )
    expect(evidence.network('__proto__')?.clicks).toBe(6)
    expect(
      workspaceEvidenceFrom(JSON.parse(JSON.stringify(evidence))).network('__proto__')?.clicks,
    ).toBe(6)
  })
})
