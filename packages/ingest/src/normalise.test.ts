import type { Reported } from '@airgraph/domain/event.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { MinorUnits } from '@airgraph/domain/units.ts'
import { describe, expect, it } from 'vitest'
import { normalise } from './normalise.ts'

const receivedAt = new Date('2026-11-22T12:00:00Z')
const context = { workspaceId: 'sample' as WorkspaceId, source: 'sendgrid-1', receivedAt }
const opened: Reported = {
  sourceId: 'sg-1',
  kind: 'opened',
  occurredAt: new Date('2026-11-22T11:59:00Z'),
  recipient: 'ann@example.com',
}

const eventOf = (reported: Partial<Reported>, where = context) => {
  const outcome = normalise({ ...opened, ...reported }, where)
  if ('dropped' in outcome) throw new Error(outcome.dropped)
  return outcome.kept.event
}
const dropOf = (reported: Partial<Reported>) => normalise({ ...opened, ...reported }, context)

const identityOf = (reported: Partial<Reported>) => {
  const outcome = dropOf(reported)
  return 'kept' in outcome ? outcome.kept.identity : outcome.dropped
}

const paid = (amount: number, currency: string) =>
  dropOf({ kind: 'converted', money: { amount: amount as MinorUnits, currency } })

describe('normalising', () => {
  it('says in our words all that the source said', () => {
    const reported: Reported = {
      sourceId: 'sg-1',
      kind: 'clicked',
      occurredAt: opened.occurredAt,
      recipient: 'Ann <Ann+news@Mail.Example.co.uk>',
      externalId: ' c-42 ',
      messageId: 'm-1',
      campaignId: 'welcome',
      stream: 'marketing',
      url: 'https://example.com/a',
      userAgent:
        'Mozilla/5.0 (Linux; Android 13; SM-G991B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/112 Mobile Safari/537.36',
      ip: '203.0.113.77',
      country: 'gb',
      flags: ['not-bot'],
      properties: { plan: 'pro', seats: 3, trial: false },
    }
    expect(normalise(reported, context)).toEqual({
      kept: {
        identity: { address: 'ann+news@mail.example.co.uk', externalId: 'c-42' },
        event: {
          eventId: '6f0896af-ae8e-8eae-bcb1-ec2e5cbd2fa5',
          workspaceId: 'sample',
          source: 'sendgrid-1',
          kind: 'clicked',
          occurredAt: reported.occurredAt,
          receivedAt,
          contactId: null,
          messageId: 'm-1',
          campaignId: 'welcome',
          stream: 'marketing',
          mailboxProvider: 'other',
          recipientDomain: 'example.co.uk',
          url: 'https://example.com/a',
          userAgent: reported.userAgent,
          client: 'Chrome',
          device: 'mobile',
          ipNetwork: '203.0.113.0/24',
          country: 'GB',
          bounce: null,
          flags: ['not-bot'],
          engagement: null,
          money: null,
          name: null,
          properties: { plan: 'pro', seats: 3, trial: false },
          raw: null,
        },
      },
    })
  })

  it('tells the name of the step that dropped an event', () => {
    expect(dropOf({ recipient: 'nobody here' })).toEqual({
      dropped: 'unreadable-address',
      at: 'who',
    })
  })
})

describe('the event id', () => {
  it('is equal for the same event however often it arrives', () => {
    const later = { ...context, receivedAt: new Date('2026-11-23T00:00:00Z') }
    expect(eventOf({}).eventId).toBe(eventOf({}, later).eventId)
  })
  it('is a version 8 UUID', () => {
    for (let i = 0; i < 100; i++)
      expect(eventOf({ sourceId: `${i}` }).eventId).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      )
  })
  it('differs between workspaces and sources, wherever the words divide', () => {
    const ids = [
      eventOf({ sourceId: 'c' }, { ...context, workspaceId: 'a' as WorkspaceId, source: 'b' }),
      eventOf({ sourceId: 'bc' }, { ...context, workspaceId: 'a' as WorkspaceId, source: '' }),
      eventOf({ sourceId: 'c' }, { ...context, workspaceId: 'ab' as WorkspaceId, source: '' }),
      eventOf({ sourceId: '1:c' }, { ...context, workspaceId: 'a' as WorkspaceId, source: 'b' }),
    ].map((event) => event.eventId)
    expect(new Set(ids).size).toBe(4)
  })
  it('is the caller’s own UUID in our own API, in lower case', () => {
    const sourceId = '0190E4A0-7B5C-7DEF-8000-ABCDEFABCDEF'
    expect(eventOf({ sourceId }, { ...context, source: 'api' }).eventId).toBe(
      sourceId.toLowerCase(),
    )
    expect(eventOf({ sourceId }).eventId).not.toBe(sourceId.toLowerCase())
  })
  it('cannot be derived from nothing', () => {
    expect(dropOf({ sourceId: '' })).toEqual({ dropped: 'no-source-id', at: 'identify' })
  })
})

describe('the time', () => {
  it.each([
    ['2026-11-23T12:00:00.000Z', null],
    ['2026-11-23T12:00:00.001Z', 'from-the-future'],
    ['1990-01-01T00:00:00.000Z', null],
    ['1989-12-31T23:59:59.999Z', 'too-old'],
    ['yesterday', 'unreadable-time'],
  ])('%s gives %s', (text, dropped) => {
    const outcome = dropOf({ occurredAt: new Date(text) })
    expect('dropped' in outcome ? outcome.dropped : null).toBe(dropped)
  })
})

describe('who it was', () => {
  it('may be known by an external id alone', () => {
    expect(identityOf({ recipient: undefined, externalId: 'c-42' })).toEqual({
      address: null,
      externalId: 'c-42',
    })
  })
  it('survives an unreadable address beside an external id', () => {
    expect(identityOf({ recipient: 'n/a', externalId: 'c-42' })).toEqual({
      address: null,
      externalId: 'c-42',
    })
  })
  it('may have an alias, an address by its shape', () => {
    const known = { address: 'ann@example.com', externalId: null }
    expect(identityOf({ alias: ' anonymous-1 ' })).toEqual({
      ...known,
      alias: { kind: 'external-id', value: 'anonymous-1' },
    })
    expect(identityOf({ alias: 'Ann <Ann@Work.example>' })).toEqual({
      ...known,
      alias: { kind: 'address', value: 'ann@work.example' },
    })
    expect(identityOf({ alias: ' ' })).toEqual(known)
    expect(identityOf({ recipient: undefined, alias: 'anonymous-1' })).toBe('nobody')
    expect(identityOf({ alias: 'x'.repeat(513) })).toBe('id-too-long')
  })
  it('must be somebody, unless we do not know what happened', () => {
    expect(identityOf({ recipient: ' ', externalId: ' ' })).toBe('nobody')
    expect(identityOf({ recipient: undefined })).toBe('nobody')
    expect(identityOf({ recipient: undefined, kind: 'unknown' })).toEqual({
      address: null,
      externalId: null,
    })
  })
})

describe('the mailbox provider', () => {
  it.each([
    ['gmail.com', 'gmail', 'gmail.com'],
    ['googlemail.com', 'gmail', 'googlemail.com'],
    ['hotmail.co.uk', 'microsoft', 'hotmail.co.uk'],
    ['live.com.mx', 'microsoft', 'live.com.mx'],
    ['outlook.de', 'microsoft', 'outlook.de'],
    ['msn.com', 'microsoft', 'msn.com'],
    ['yahoo.fr', 'yahoo', 'yahoo.fr'],
    ['yahoo.com.br', 'yahoo', 'yahoo.com.br'],
    ['yahoo.co.jp', 'other', 'yahoo.co.jp'],
    ['ymail.com', 'yahoo', 'ymail.com'],
    ['rocketmail.com', 'yahoo', 'rocketmail.com'],
    ['aol.com', 'yahoo', 'aol.com'],
    ['me.com', 'apple', 'me.com'],
    ['live.example.com', 'other', 'example.com'],
    ['yahoo', 'other', 'yahoo'],
    ['gmail.com.example.org', 'other', 'example.org'],
    ['mail.firma.co.at', 'other', 'firma.co.at'],
  ])('of %s is %s, under %s', (domain, mailboxProvider, recipientDomain) => {
    expect(eventOf({ recipient: `ann@${domain}` })).toMatchObject({
      mailboxProvider,
      recipientDomain,
    })
  })
})

describe('the network', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:abcd:12::1', '2001:db8:abcd::/48'],
    ['2001:0DB8:ABCD:0012::1', '2001:db8:abcd::/48'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    [' 203.0.113.77 ', '203.0.113.0/24'],
    ['203.0.113', null],
    ['203.0.113.256', null],
    ['0x7f.1', null],
    ['203.0.113.77, 10.0.0.1', null],
    ['fe80::1%eth0', 'fe80::/48'],
    ['', null],
    ['1'.repeat(70), null],
  ])('of %j is %s', (ip, network) => {
    expect(eventOf({ ip }).ipNetwork).toBe(network)
  })
})

describe('the client', () => {
  const webkit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
  it.each([
    [
      'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
      'Gmail image proxy',
      null,
    ],
    [
      'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html',
      'Yahoo image proxy',
      null,
    ],
    ['Mozilla/5.0', 'Apple Mail privacy proxy', null],
    [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit}`, 'Apple Mail', 'desktop'],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) ${webkit} Mobile/15E148`,
      'Apple Mail',
      'mobile',
    ],
    [
      `Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) ${webkit} Version/16.0 Mobile/15E148 Safari/604.1`,
      'Safari',
      'tablet',
    ],
    [
      'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/7.0; Microsoft Outlook 16.0.4266; ms-office; MSOffice 16)',
      'Outlook',
      'desktop',
    ],
    ['Outlook-iOS/709.2226530.prod.iphone (3.24.1)', 'Outlook mobile', 'mobile'],
    [
      'Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Thunderbird/102.11.0',
      'Thunderbird',
      'desktop',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
      'Chrome',
      'desktop',
    ],
    [
      'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
      'Googlebot',
      'bot',
    ],
    ['python-requests/2.31', 'HTTP library', 'bot'],
    ['my-own-thing/1.0', null, null],
    ['', null, null],
    [undefined, null, null],
  ])('of %j is %s on %s', (userAgent, client, device) => {
    expect(eventOf({ userAgent })).toMatchObject({ userAgent: userAgent ?? null, client, device })
  })
})

describe('hostile words', () => {
  const long = 'x'.repeat(100_000)

  it('are cut where only text is lost', () => {
    const event = eventOf({
      kind: 'bounced',
      url: long,
      userAgent: long,
      name: long,
      raw: long,
      bounce: { class: 'hard', reason: long, detail: long },
    })
    const lengths = [
      event.url,
      event.userAgent,
      event.name,
      event.raw,
      event.bounce?.reason,
      event.bounce?.detail,
    ]
    expect(lengths.map((text) => text?.length)).toEqual([8_192, 1_024, 200, 65_536, 100, 4_096])
  })
  it.each(['messageId', 'campaignId', 'externalId'])(
    'are refused where cut they would be another’s: %s',
    (field) => {
      expect(dropOf({ [field]: long })).toMatchObject({ dropped: 'id-too-long' })
    },
  )
  it('become text that JSON and the stores can hold', () => {
    const event = eventOf({
      name: 'a\0b\ud800',
      url: `${'x'.repeat(8_191)}😀`,
      properties: { 'k\0': '\udc00!', empty: '' },
    })
    expect(event.name).toBe('ab\ufffd')
    expect(event.url?.isWellFormed()).toBe(true)
    expect(event.properties).toEqual({ k: '\ufffd!', empty: '' })
  })
  it('leave the first 64 properties that fit', () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`k${i}`, i]))
    expect(Object.keys(eventOf({ properties: many }).properties)).toHaveLength(64)
    const big = { a: 'x'.repeat(10_000), b: 'x'.repeat(10_000), c: 1 }
    expect(Object.keys(eventOf({ properties: big }).properties)).toEqual(['a'])
  })
  it('do not reach prototypes, nor numbers that JSON cannot say', () => {
    const properties = JSON.parse(
      '{"__proto__": "evil", "constructor": "word", "n": 1}',
    ) as Reported['properties']
    expect(eventOf({ properties: { ...properties, nan: Number.NaN } }).properties).toEqual({
      constructor: 'word',
      n: 1,
    })
  })
})

describe('money', () => {
  it('is a whole number of minor units in a currency', () => {
    expect(paid(1234, 'eur')).toMatchObject({
      kept: { event: { money: { amount: 1234, currency: 'EUR' } } },
    })
  })
  it.each([
    [12.34, 'EUR'],
    [-1, 'EUR'],
    [2 ** 60, 'EUR'],
    [Number.NaN, 'EUR'],
    [1, 'euro'],
    [1, ''],
  ])('%d %s is refused', (amount, currency) => {
    expect(paid(amount, currency)).toEqual({ dropped: 'unreadable-money', at: 'money' })
  })
})
