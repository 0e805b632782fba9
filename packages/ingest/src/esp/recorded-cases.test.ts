import { existsSync, readFileSync } from 'node:fs'
import type { Reported } from '@airgraph/domain/event.ts'
import { cannotRunWithout, dataset } from '@airgraph/domain/testing.ts'
import { describe, expect, it } from 'vitest'
import type { Needs, RawRequest } from '../esp.ts'
import { mailgun } from './mailgun/index.ts'
import { postmark } from './postmark/index.ts'
import { resend } from './resend/index.ts'
import { sendgrid } from './sendgrid/index.ts'
import { ses } from './ses/index.ts'
import { requestOf } from './testing.ts'

const cannotRun = cannotRunWithout(dataset('esp'))
const load = (name: string) => {
  const file = dataset(`esp/${name}`)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

interface Case {
  readonly esp: string
  readonly test: string
  readonly payload: Readonly<Record<string, string | readonly string[]>>
  readonly expected: Readonly<Record<string, unknown>>
}

/** The words of the recorded cases. */
const kinds: Readonly<Record<string, string>> = {
  queued: 'accepted',
  sent: 'sent',
  delivered: 'delivered',
  deferred: 'deferred',
  bounced: 'bounced',
  rejected: 'rejected',
  failed: 'rejected', // a template that could not be filled in was never tried
  opened: 'opened',
  clicked: 'clicked',
  complained: 'complained',
  unsubscribed: 'unsubscribed',
  subscribed: 'resubscribed',
}

/** Where we differ on purpose. `undefined`: the recording does not hold what was expected of it. */
const differences: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  // SES: an accepted API call is not yet a message on its way; and an event's own time beats that of its publication.
  'AmazonSESNotificationsTests.test_send_event': {
    kind: 'accepted',
    occurredAt: '2016-10-14T05:02:16.645Z',
  },
  'AmazonSESNotificationsTests.test_bounce_event': { occurredAt: '2016-01-27T14:59:44.101Z' },
  // Mailgun: the address stays as they wrote it.
  'MailgunTestCase.test_rejected_event': { recipient: 'Recipient Name <recipient@example.org>' },
  // A form with the same field twice was recorded with one of the two.
  'MailgunLegacyTestCase.test_metadata_key_conflicts': { properties: undefined },
}

const readers = { amazon_ses: ses, mailgun, postmark, sendgrid }

const formOf = (payload: Case['payload']) =>
  new URLSearchParams(
    Object.entries(payload).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
  ).toString()

const isForm = ({ test }: Case) => test.startsWith('MailgunLegacyTestCase')

function readCase(one: Case): Reported | undefined {
  const request = requestOf(isForm(one) ? formOf(one.payload) : one.payload)
  const result = readers[one.esp as keyof typeof readers].read(request)
  if (!result.ok) throw new Error(result.error)
  expect(result.value.refused).toEqual([])
  return result.value.events.at(-1)
}

/** What the case expects, in our words; SendGrid's message id there is one that its sender had put in. */
function expectationOf({ esp, test, expected }: Case): Record<string, unknown> {
  const { timestamp, tags, metadata, message_id } = expected
  const properties = {
    ...(metadata as object | undefined),
    ...(Array.isArray(tags) && tags.length > 0 && { tags: tags.join(',') }),
  }
  return {
    kind: kinds[String(expected['event_type'])],
    occurredAt: typeof timestamp === 'string' ? new Date(timestamp).toISOString() : undefined,
    recipient: expected['recipient'],
    messageId: esp === 'sendgrid' ? undefined : withoutBrackets(message_id),
    url: expected['click_url'],
    userAgent: expected['user_agent'],
    sourceId: esp === 'sendgrid' ? expected['event_id'] : undefined,
    'bounce.detail': expected['mta_response'] ?? undefined,
    properties: Object.keys(properties).length > 0 ? properties : undefined,
    ...differences[test],
  }
}

const withoutBrackets = (id: unknown) =>
  typeof id === 'string' ? id.replace(/^<(.*)>$/, '$1') : undefined

describe('recorded cases of another reader', () => {
  const cases: readonly Case[] = load('normalised_cases.json') ?? []

  it.skipIf(cannotRun)('are 48', () => {
    expect(cases).toHaveLength(48)
  })

  it.each(cases.map((one) => [one.test, one] as const))('%s', (_name, one) => {
    const event = readCase(one)
    for (const [path, value] of Object.entries(expectationOf(one)))
      if (value !== undefined && value !== '' && !isDeliveryReply(event, path))
        expect({ path, value: plain(at(event, path)) }).toEqual({ path, value: matching(value) })
  })
})

describe('the signatures that were recorded', () => {
  const cases: readonly Case[] = load('normalised_cases.json') ?? []
  const ofMailgun = cases.filter((one) => one.esp === 'mailgun')

  it.skipIf(cannotRun)('are 20 of Mailgun', () => {
    expect(ofMailgun).toHaveLength(20)
  })

  it.each(ofMailgun.map((one) => [one.test, one] as const))('%s', async (_name, one) => {
    const signature = isForm(one) ? one.payload : one.payload['signature']
    const { timestamp } = signature as unknown as { readonly timestamp: string }
    const request = requestOf(isForm(one) ? formOf(one.payload) : one.payload)
    const verify = (key: string) => mailgun.verify(request, [key], needsAt(Number(timestamp)))
    expect((await verify('TEST_WEBHOOK_SIGNING_KEY')).ok).toBe(true)
    expect((await verify('another')).ok).toBe(false)
  })
})

/** What a server said when it took the message is no bounce. */
const isDeliveryReply = (event: Reported | undefined, path: string) =>
  path === 'bounce.detail' && event?.bounce === undefined

const at = (event: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], event)

const plain = (value: unknown) => (value instanceof Date ? value.toISOString() : value)

/** Of properties at least these: SendGrid's also hold the id that the sender had put in. */
const matching = (value: unknown): unknown =>
  typeof value === 'object' ? expect.objectContaining(value as object) : value

const needsAt = (timestamp: number): Needs => ({
  now: new Date(timestamp * 1_000),
  certificate: async () => '',
})

interface Vector {
  readonly name: string
  readonly publicKey: string
  readonly payload: string
  readonly signature: string
  readonly timestamp: string
  readonly expected: boolean
}

describe('SendGrid’s own signature vectors', () => {
  const vectors = load('sendgrid_signature_vectors.json')
  const cases: readonly Vector[] = vectors?.cases ?? []

  it.skipIf(cannotRun)('are 6', () => {
    expect(cases).toHaveLength(6)
  })

  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    const request = requestOf(one.payload, {
      [vectors.headers.signature]: one.signature,
      [vectors.headers.timestamp]: one.timestamp,
    })
    const verdict = await sendgrid.verify(request, [one.publicKey], needsAt(1_619_651_159))
    expect(verdict.ok || verdict.error !== 'bad-signature').toBe(one.expected)
    const inTime = await sendgrid.verify(request, [one.publicKey], needsAt(Number(one.timestamp)))
    expect(inTime.ok).toBe(one.expected)
  })
})

describe('the Standard Webhooks vector', () => {
  it.skipIf(cannotRun)('is Resend’s scheme, among other signatures too', async () => {
    const { secret, id, timestamp, payload, expected } = load('standard_webhooks_sign_vector.json')
    const signed = (signature: string): RawRequest =>
      requestOf(payload, {
        'svix-id': id,
        'svix-timestamp': String(timestamp),
        'svix-signature': signature,
      })
    const verify = async (signature: string, now = timestamp) =>
      await resend.verify(signed(signature), [secret], needsAt(now))

    expect(await verify(expected)).toEqual({ ok: true, value: undefined })
    expect(await verify(`v1,AAAA v2,${expected.slice(3)} ${expected}`)).toMatchObject({ ok: true })
    for (const partial of [expected.slice(0, -2), 'v1,', 'v1', '', `v2,${expected.slice(3)}`])
      expect(await verify(partial)).toEqual({ ok: false, error: 'bad-signature' })
    expect(await verify(expected, timestamp + 301)).toEqual({ ok: false, error: 'too-old' })
    expect(await verify(expected, timestamp - 301)).toEqual({ ok: false, error: 'too-old' })
  })
})
