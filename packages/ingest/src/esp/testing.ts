import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import type { Reported } from '@airgraph/domain/event.ts'
import type { Esp, RawRequest, Reading } from '../esp.ts'
import type { EspName } from '../esps.ts'

export const noon = new Date('2026-11-02T12:00:00Z')

export function requestOf(
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): RawRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { headers: new Headers(headers), body: Buffer.from(text), receivedAt: noon }
}

export function readingOf(esp: Esp, request: RawRequest): Reading {
  const result = esp.read(request)
  if (!result.ok) throw new Error(result.error)
  return result.value
}

export const eventsOf = (esp: Esp, body: unknown): readonly Reported[] =>
  readingOf(esp, requestOf(body)).events

/** How many events a store would keep of them. */
export const countOf = (esp: Esp, body: unknown): number =>
  new Set(eventsOf(esp, body).map((event) => event.sourceId)).size

export interface Fixture {
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
  /** Text where the exact text matters (forms, numbers of 64 bits), else the JSON that was sent. */
  readonly body: unknown
  /** `Reported` as JSON. */
  readonly expected: readonly { readonly sourceId: string }[]
}

export function fixturesOf(esp: EspName): readonly Fixture[] {
  const folder = join(import.meta.dirname, esp, 'fixtures')
  return readdirSync(folder).map((file) => {
    const { headers = {}, body, expected } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    return { name: file.replace('.json', ''), headers, body, expected }
  })
}

/** An ESP's side of its proof: what it does with the secrets that both sides know. */
export interface Prover {
  /** Two that are active at once, and one that is not. */
  readonly secrets: readonly [string, string]
  readonly wrong: string
  /** A body of theirs that tells of an event of this kind. */
  readonly tell: (kind: string) => unknown
  readonly send: (body: unknown, secret: string, at?: Date) => RawRequest
  readonly certificate?: string
  /** The same request with one byte changed, once for each byte that the proof covers; and without its proof. */
  readonly tampered: (request: RawRequest) => readonly RawRequest[]
}

const withHeader = (request: RawRequest, name: string, value: string): RawRequest => {
  const headers = new Headers(request.headers)
  headers.set(name, value)
  return { ...request, headers }
}

/** The text with one letter changed, once for each letter. */
const changed = (text: string): readonly string[] =>
  Array.from(
    text,
    (letter, at) =>
      text.slice(0, at) +
      String.fromCharCode((letter.codePointAt(0) ?? 0) ^ 1) +
      text.slice(at + 1),
  )

/** All but the white space around a value, which is no part of it. */
const headerChanged = (request: RawRequest, name: string) =>
  changed(request.headers.get(name) ?? '')
    .filter((text) => text.trim() === text)
    .map((text) => withHeader(request, name, text))

const bodyChanged = (request: RawRequest) =>
  Array.from(request.body, (byte, at) => {
    const body = Buffer.from(request.body)
    body[at] = byte ^ 1
    return { ...request, body }
  })

const fieldChanged = (request: RawRequest, field: string) => {
  const json = JSON.parse(Buffer.from(request.body).toString())
  const holder = 'signature' in json ? json.signature : json
  return changed(String(holder[field])).map((text) => {
    const other = { ...holder, [field]: text }
    return requestOf('signature' in json ? { ...json, signature: other } : other)
  })
}

const unix = (at: Date) => String(Math.floor(at.getTime() / 1_000))

const p256 = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const sendgridKeys = [p256(), p256(), p256()].map(({ publicKey, privateKey }) => ({
  secret: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  privateKey,
}))
const sendgridHeader = 'x-twilio-email-event-webhook'

const sendgrid: Prover = {
  secrets: [sendgridKeys[0]?.secret ?? '', sendgridKeys[1]?.secret ?? ''],
  wrong: sendgridKeys[2]?.secret ?? '',
  tell: (event) => [{ event, email: 'ann@example.com', timestamp: 1793620800, sg_event_id: 'e1' }],
  send(body, secret, at = noon) {
    const request = requestOf(body)
    const signed = Buffer.concat([Buffer.from(unix(at)), request.body])
    const key = sendgridKeys.find((one) => one.secret === secret)?.privateKey
    const signature = key ? sign('sha256', signed, key).toString('base64') : ''
    const timed = withHeader(request, `${sendgridHeader}-timestamp`, unix(at))
    return withHeader(timed, `${sendgridHeader}-signature`, signature)
  },
  tampered: (request) => [
    ...bodyChanged(request),
    ...headerChanged(request, `${sendgridHeader}-signature`),
    ...headerChanged(request, `${sendgridHeader}-timestamp`),
    { ...request, headers: new Headers() },
  ],
}

const sns = generateKeyPairSync('rsa', { modulusLength: 2048 })
const envelope = (TopicArn: string, Message: string, at: Date) => ({
  Message,
  MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
  Timestamp: at.toISOString(),
  TopicArn,
  Type: 'Notification',
})

/** Secrets are the topics that may write here. */
const ses: Prover = {
  secrets: ['arn:aws:sns:eu-central-1:1:one', 'arn:aws:sns:eu-central-1:1:two'],
  wrong: 'arn:aws:sns:eu-central-1:1:other',
  tell: (eventType) => ({
    ...envelope('arn:aws:sns:eu-central-1:1:one', '', noon),
    Message: JSON.stringify({
      eventType,
      mail: {
        messageId: 'm1',
        timestamp: '2026-11-02T12:00:00.000Z',
        destination: ['ann@example.com'],
      },
    }),
  }),
  send(body, secret, at = noon) {
    const { Message } = body as { Message: string }
    const fields = envelope(secret, Message, at)
    const text = Object.entries(fields).map(([name, value]) => `${name}\n${value}\n`)
    return requestOf({
      ...fields,
      SignatureVersion: '2',
      Signature: sign('sha256', Buffer.from(text.join('')), sns.privateKey).toString('base64'),
      SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem',
    })
  },
  certificate: sns.publicKey.export({ format: 'pem', type: 'spki' }).toString(),
  tampered: (request) =>
    ['Message', 'MessageId', 'Timestamp', 'TopicArn', 'Type', 'Signature', 'SignatureVersion']
      .flatMap((field) => fieldChanged(request, field))
      .concat(requestOf({})),
}

/** The signature covers its own timestamp and token, and nothing else of the body. */
const mailgun: Prover = {
  secrets: ['key-1', 'key-2'],
  wrong: 'key-3',
  tell: (event) => ({
    'event-data': { event, id: 'e1', timestamp: 1793620800.5, recipient: 'ann@example.com' },
  }),
  send(body, secret, at = noon) {
    const timestamp = unix(at)
    const token = 'c0ffee9a7a3f5b1d2e4f60718293a4b5c6d7e8f90a1b2c3d4e'
    const signature = createHmac('sha256', secret)
      .update(timestamp + token)
      .digest('hex')
    return requestOf({ ...(body as object), signature: { timestamp, token, signature } })
  },
  tampered: (request) => [
    ...['token', 'signature', 'timestamp'].flatMap((field) => fieldChanged(request, field)),
    requestOf({}),
  ],
}

const svixSecrets = ['one', 'two', 'three'].map(
  (name) => `whsec_${Buffer.from(`secret of ${name}`).toString('base64')}`,
)

const resend: Prover = {
  secrets: [svixSecrets[0] ?? '', svixSecrets[1] ?? ''],
  wrong: svixSecrets[2] ?? '',
  tell: (type) => ({
    type,
    created_at: '2026-11-02T12:00:00.000Z',
    data: { email_id: 'm1', to: ['ann@example.com'] },
  }),
  send(body, secret, at = noon) {
    const text = JSON.stringify(body)
    return requestOf(text, {
      'svix-id': 'msg_1',
      'svix-timestamp': unix(at),
      'svix-signature': new Webhook(secret).sign('msg_1', at, text),
    })
  },
  tampered: (request) => [
    ...bodyChanged(request),
    ...headerChanged(request, 'svix-id'),
    ...headerChanged(request, 'svix-signature'),
    ...headerChanged(request, 'svix-timestamp'),
    { ...request, headers: new Headers({ 'svix-id': 'msg_1' }) },
  ],
}

const basic = (credentials: string) =>
  `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}`

const byPassword = (tell: Prover['tell']): Prover => ({
  secrets: ['airgraph:pâss:word', 'airgraph:next'],
  wrong: 'airgraph:other',
  tell,
  send: (body, secret) => requestOf(body, { authorization: basic(secret) }),
  tampered: (request) => [
    ...headerChanged(request, 'authorization').slice('Basic '.length),
    { ...request, headers: new Headers() },
    withHeader(request, 'authorization', 'Basic'),
    withHeader(request, 'authorization', 'Basic !!!'),
    withHeader(request, 'authorization', 'Negotiate abc'),
  ],
})

/** Leaving an ESP out does not compile. */
export const provers: Readonly<Record<EspName, Prover>> = {
  sendgrid,
  ses,
  mailgun,
  resend,
  postmark: byPassword((RecordType) => ({
    RecordType,
    MessageID: 'm1',
    Recipient: 'ann@example.com',
    ReceivedAt: '2026-11-02T12:00:00Z',
  })),
  mailjet: byPassword((event) => ({
    event,
    MessageID: 1,
    email: 'ann@example.com',
    time: 1793620800,
  })),
  sparkpost: byPassword((type) => [
    {
      msys: {
        message_event: { type, event_id: '1', rcpt_to: 'ann@example.com', timestamp: '1793620800' },
      },
    },
  ]),
  brevo: byPassword((event) => ({
    event,
    email: 'ann@example.com',
    'message-id': '<m1@x>',
    ts_epoch: 1793620800000,
  })),
}
