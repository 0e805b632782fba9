import type { ListedContact } from '@airgraph/contract/contacts.ts'
import type { Recipient } from '@airgraph/contract/recipients.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenant, openTestServer, story, type Tenant, type TestServer } from './testing.ts'

let server: TestServer
let shop: Tenant

const from = (person: string, message: string, ...kinds: string[]) =>
  story(message, person, ...kinds)

beforeAll(async () => {
  server = await openTestServer()
  shop = await openTenant(server, 'shop')
  await shop.post([
    ...from('ann@example.com', 'm1', 'sent', 'delivered', 'opened', 'clicked').map((event) => ({
      ...event,
      externalId: 'C-1',
    })),
    ...from('bob@example.com', 'm2', 'sent', 'delivered'),
    ...from('cyd@example.com', 'm3', 'sent', 'bounced').map((event) => ({
      ...event,
      ...(event.kind === 'bounced' && { bounce: { class: 'hard', reason: 'invalid-address' } }),
    })),
    // Of a message that named its campaign before.
    {
      kind: 'converted',
      occurredAt: '2026-06-02T09:00:00Z',
      email: 'ann@example.com',
      messageId: 'm1',
      amount: 100,
    },
    ...from('dee@example.com', 'm4', 'sent', 'delivered').map((event) => ({
      ...event,
      campaignId: 'other',
    })),
  ])
  await shop.ask({ type: 'journey', contact: 'ann@example.com' }) // waits until all is judged
})
afterAll(() => server[Symbol.asyncDispose]())

const get = (url: string, query: Record<string, string> = {}) =>
  shop.call({ method: 'GET', url, query })
interface Page {
  readonly recipients: readonly Recipient[]
  readonly next: string | null
}
const recipients = async (query: Record<string, string> = {}) => {
  const { status, body } = await get('/v1/recipients', { campaign: 'autumn', ...query })
  return { status, body: body as Page }
}
const byLetters = (a: string, b: string) => a.localeCompare(b)
const addresses = ({ body }: { body: Page }) =>
  body.recipients.map(({ names }) => names[0]?.value ?? '').toSorted(byLetters)

describe('recipients of a campaign', () => {
  it('are those it was sent to, with when each first did what', async () => {
    const answer = await recipients()
    expect(addresses(answer)).toEqual(['ann@example.com', 'bob@example.com', 'cyd@example.com'])
    const ann = answer.body.recipients.find(({ names }) => names[0]?.value === 'ann@example.com')
    expect(ann).toMatchObject({
      messages: 1,
      sentAt: '2026-06-01T09:00:00.000Z',
      deliveredAt: '2026-06-01T09:20:00.000Z',
      openedAt: '2026-06-01T09:40:00.000Z',
      clickedAt: '2026-06-01T10:00:00.000Z',
      convertedAt: '2026-06-02T09:00:00.000Z',
      bouncedAt: null,
      machineOpenedAt: null,
      names: [
        { kind: 'address', value: 'ann@example.com' },
        { kind: 'external-id', value: 'C-1' },
      ],
    })
  })

  it.each([
    ['delivered', ['ann@example.com', 'bob@example.com']],
    ['bounced', ['cyd@example.com']],
    ['opened', ['ann@example.com']],
    ['not-opened', ['bob@example.com']],
    ['clicked', ['ann@example.com']],
    ['converted', ['ann@example.com']],
    ['unsubscribed', []],
  ])('who %s are %j', async (did, expected) => {
    expect(addresses(await recipients({ did }))).toEqual(expected)
  })

  it('come a page at a time, each of them once', async () => {
    const first = await recipients({ limit: '2' })
    const second = await recipients({ limit: '2', after: first.body.next ?? '' })
    expect(first.body.recipients).toHaveLength(2)
    expect(second.body.next).toBeNull()
    expect([...addresses(first), ...addresses(second)].toSorted(byLetters)).toEqual(
      addresses(await recipients()),
    )
  })

  it('are of mail sent in the time that is asked for', async () => {
    expect(addresses(await recipients({ from: '2026-06-01', to: '2026-06-02' }))).toHaveLength(3)
    expect(addresses(await recipients({ from: '2026-06-02' }))).toEqual([])
  })

  it.each([
    [{ campaign: '' }, 'campaign'],
    [{ did: 'liked' }, 'did'],
    [{ limit: '0' }, 'limit'],
    [{ after: 'ann' }, 'after'],
    [{ from: 'yesterday' }, 'from'],
  ] as const)('%j is refused by name', async (query, field) => {
    const { status, body } = await recipients(query)
    expect(status).toBe(422)
    expect(JSON.stringify(body)).toContain(field)
  })

  it('a hostile name is a name without mail', async () => {
    const { status, body } = await recipients({ campaign: `'; DROP TABLE facts -- {p1: String}` })
    expect([status, body.recipients]).toEqual([200, []])
  })
})

describe('reasons', () => {
  interface Reasons {
    readonly reasons: readonly { readonly name: string; readonly words: string }[]
    readonly given: readonly {
      readonly kind: string
      readonly reason: string
      readonly count: number
    }[]
  }
  const reasons = async (query: Record<string, string> = {}) =>
    (await get('/v1/reasons', query)).body as Reasons

  it('are said in words, every one that a campaign’s opens and clicks were given', async () => {
    const body = await reasons({ campaign: 'autumn' })
    expect(new Set(body.given.map(({ kind }) => kind))).toEqual(new Set(['opened', 'clicked']))
    const known = body.reasons.map(({ name }) => name)
    expect(body.given.filter(({ reason }) => !known.includes(reason))).toEqual([])
    expect(body.reasons.every(({ words }) => words !== '')).toBe(true)
  })

  it('of another campaign are not these', async () => {
    expect((await reasons({ campaign: 'other' })).given).toEqual([])
    expect((await reasons()).given).toEqual([])
  })
})

describe('contacts', () => {
  interface Found {
    readonly contacts: readonly ListedContact[]
    readonly more: boolean
  }
  const find = async (query: Record<string, string>) =>
    (await get('/v1/contacts', query)).body as Found
  const names = ({ contacts }: Found) => contacts.map(({ names: of }) => of[0]?.value)

  it('are found by a part of an address, whatever its case, by an id, and by their contact id', async () => {
    expect(names(await find({ search: 'ANN@' }))).toEqual(['ann@example.com'])
    const byId = await find({ search: 'C-1' })
    expect(names(byId)).toEqual(['ann@example.com'])
    const id = byId.contacts[0]?.contactId ?? ''
    expect(names(await find({ search: id }))).toEqual(['ann@example.com'])
    expect(names(await find({ search: 'nobody' }))).toEqual([])
    expect(names(await find({ search: '%' }))).toEqual([])
  })

  it('say what they did in all', async () => {
    const { contacts } = await find({ search: 'ann@example.com' })
    expect(contacts[0]).toMatchObject({
      delivered: 1,
      humanOpens: 1,
      humanClicks: 1,
      conversions: 1,
      firstDay: '2026-06-01',
      lastDay: '2026-06-02',
    })
  })

  it('are those with the newest events where nobody searches, as many as are asked for', async () => {
    expect((await find({})).contacts).toHaveLength(4)
    const few = await find({ limit: '2' })
    expect([few.contacts.length, few.more]).toEqual([2, true])
    const some = await find({ search: 'example', limit: '2' })
    expect([some.contacts.length, some.more]).toEqual([2, true])
  })

  it('who were erased are found by no name, and have none among the recipients', async () => {
    await shop.call({
      method: 'POST',
      url: '/v1/contacts/erase',
      payload: { contact: 'cyd@example.com' },
    })
    expect(names(await find({ search: 'cyd' }))).toEqual([])
    const { body } = await recipients({ did: 'bounced' })
    expect(body.recipients.map(({ names: of }) => of)).toEqual([[]])
  })
})
