import { generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Needs, RawRequest } from '../../esp.ts'
import { fixturesOf, noon, requestOf } from '../testing.ts'
import { ses } from './index.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString()

/** Answers every question for a certificate and remembers what was asked. */
function certificates(asked: string[] = [], certificate = pem): Needs {
  const answer = async (url: URL) => {
    asked.push(url.href)
    return certificate
  }
  return { now: noon, certificate: answer }
}

const confirmation = {
  Message: 'You have chosen to subscribe',
  MessageId: 'c1',
  SubscribeURL: 'https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=t1',
  Timestamp: noon.toISOString(),
  Token: 't1',
  TopicArn: 'arn:aws:sns:eu-central-1:1:one',
  Type: 'SubscriptionConfirmation',
}

const url = 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem'

function signed(fields: object, version: '1' | '2', SigningCertURL = url): RawRequest {
  const text = Object.entries(fields).map(([name, value]) => `${name}\n${value}\n`)
  const algorithm = version === '1' ? 'sha1' : 'sha256'
  const Signature = sign(algorithm, Buffer.from(text.join('')), privateKey).toString('base64')
  return requestOf({ ...fields, SignatureVersion: version, Signature, SigningCertURL })
}

const accepted = { ok: true, value: undefined }
const forged = { ok: false, error: 'bad-signature' }

describe('whether a message is of Amazon SNS', () => {
  it.each(['1', '2'] as const)('accepts signature version %s', async (version) => {
    expect(await ses.verify(signed(confirmation, version), [], certificates())).toEqual(accepted)
  })

  it('refuses a version that it does not know', async () => {
    const { body } = signed(confirmation, '2')
    const other = { ...JSON.parse(Buffer.from(body).toString()), SignatureVersion: '3' }
    expect(await ses.verify(requestOf(other), [], certificates())).toEqual(forged)
  })

  it('accepts an X.509 certificate', async () => {
    const { certificate, body } = JSON.parse(
      readFileSync(`${import.meta.dirname}/signed-notification.json`, 'utf8'),
    )
    expect(await ses.verify(requestOf(body), [], certificates([], certificate))).toEqual(accepted)
    const other = { ...body, Message: body.Message.replace('ann@', 'eve@') }
    expect(await ses.verify(requestOf(other), [], certificates([], certificate))).toEqual(forged)
  })

  it.each([
    'https://sns.eu-central-1.amazonaws.com.example.com/a.pem',
    'https://sns.eu-central-1.amazonaws.com@example.com/a.pem',
    'https://example.com/sns.eu-central-1.amazonaws.com/a.pem',
    'https://sns.evil.example.com/a.pem',
    'https://s3.eu-central-1.amazonaws.com/a.pem',
    'https://x.sns.eu-central-1.amazonaws.com/a.pem',
    'https://sns.eu-central-1.amazonaws.com:8443/a.pem',
    'https://user:word@sns.eu-central-1.amazonaws.com/a.pem',
    'http://sns.eu-central-1.amazonaws.com/a.pem',
    'https://sns.eu-central-1.amazonaws.com/a.pem.html',
    'https://sns.eu-central-1.amazonaws.com/?a.pem',
    'https://sns.eu-central-1.amazonaws.com/a.pem?Action=GetTopicAttributes',
    'https://sns.eu-central-1.amazonaws.com/a/b.pem',
    'https://sns.eu-central-1.amazonaws.com\\.example.com/a.pem',
    'https://sns.eu-central-1.amazonaws.com\u3002example.com/a.pem',
    'https://sns.eu-central-1.amazonaws.com%2eexample.com/a.pem',
    'https://sns.eu-central-1.amazonaws.com./a.pem',
    'https://\u0455ns.eu-central-1.amazonaws.com/a.pem',
    'https://sns.s3.amazonaws.com/a.pem',
    'https://sns.s3-eu-west-1.amazonaws.com/a.pem',
    'https://sns.eu-central-1.amazonaws.com.cn.example.com/a.pem',
    'https://:word@sns.eu-central-1.amazonaws.com/a.pem',
    'https:sns.eu-central-1.amazonaws.com.example.com/a.pem',
    'file:///etc/passwd.pem',
    'a.pem',
    '',
  ])('never asks for a certificate at %s', async (elsewhere) => {
    const asked: string[] = []
    const request = signed(confirmation, '2', elsewhere)
    expect(await ses.verify(request, [], certificates(asked))).toEqual(forged)
    expect(asked).toEqual([])
  })

  it.each([
    'cn-north-1.amazonaws.com.cn',
    'us-gov-west-1.amazonaws.com',
    'ap-southeast-5.amazonaws.com',
  ])('knows the region of sns.%s', async (host) => {
    const asked: string[] = []
    const there = `https://sns.${host}/SimpleNotificationService-0123456789abcdef.pem`
    const request = signed(confirmation, '2', there)
    expect(await ses.verify(request, [], certificates(asked))).toEqual(accepted)
    expect(asked).toEqual([there])
  })

  it('refuses a signature that is written another way', async () => {
    const body = JSON.parse(Buffer.from(signed(confirmation, '2').body).toString())
    for (const Signature of [`${body.Signature}=`, ` ${body.Signature}`, `${body.Signature}!`])
      expect(await ses.verify(requestOf({ ...body, Signature }), [], certificates())).toEqual(
        forged,
      )
  })

  it('refuses a certificate that is none', async () => {
    const request = signed(confirmation, '2')
    expect(await ses.verify(request, [], certificates([], '<html>not found'))).toEqual(forged)
  })

  it('lets the failure to fetch a certificate through, so that they send again', async () => {
    const broken: Needs = { now: noon, certificate: () => Promise.reject(new Error('down')) }
    await expect(ses.verify(signed(confirmation, '2'), [], broken)).rejects.toThrow('down')
  })

  it('accepts a message that waited in a dead-letter queue', async () => {
    const later = { ...certificates(), now: new Date(noon.getTime() + 14 * 86_400_000) }
    expect(await ses.verify(signed(confirmation, '2'), [], later)).toEqual(accepted)
  })
})

const read = (body: unknown) => ses.read(requestOf(body))

describe('what Amazon SNS itself asks', () => {
  it('a subscription is to be confirmed', () => {
    expect(read(confirmation)).toEqual({
      ok: true,
      value: { events: [], origins: [], refused: [], confirm: new URL(confirmation.SubscribeURL) },
    })
  })

  it('the end of one is not: its address would begin it anew', () => {
    expect(read({ ...confirmation, Type: 'UnsubscribeConfirmation' })).toEqual({
      ok: true,
      value: { events: [], origins: [], refused: [] },
    })
  })

  it.each([
    'https://example.com/?Action=ConfirmSubscription',
    'http://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription',
    'https://sns.eu-central-1.amazonaws.com/?Action=DeleteTopic',
    'http://169.254.169.254/?Action=ConfirmSubscription',
    'https://sns.s3-eu-west-1.amazonaws.com/?Action=ConfirmSubscription',
    'https://sns.eu-central-1.amazonaws.com@example.com/?Action=ConfirmSubscription',
    'https://sns.eu-central-1.amazonaws.com:444/?Action=ConfirmSubscription',
    'https://sns.eu-central-1.amazonaws.com.example.com/?Action=ConfirmSubscription',
    'javascript:Action=ConfirmSubscription',
    undefined,
  ])('but never at %s', (SubscribeURL) => {
    expect(read({ ...confirmation, SubscribeURL })).toEqual({
      ok: false,
      error: 'expected a SubscribeURL that confirms a subscription at Amazon SNS',
    })
  })
})

const idOf = (name: string) =>
  fixturesOf('ses').find((fixture) => fixture.name === name)?.expected[0]?.sourceId

describe('one event told in several ways', () => {
  it('is one: by a configuration set, by an identity, with and without its envelope', () => {
    expect(idOf('older-notification')).toBe(idOf('delivery'))
    expect(idOf('raw-delivery')).toBe(idOf('delivery'))
  })
})

it('an unheard-of event to very many is read in no time', () => {
  const destination = Array.from({ length: 1_000 }, (_, i) => `${i}@example.com`)
  const event = { eventType: 'Teleport', mail: { destination }, more: 'x'.repeat(2_000_000) }
  const started = performance.now()
  const result = read({ Type: 'Notification', MessageId: '1', Message: JSON.stringify(event) })
  expect(result.ok && result.value.events.length).toBe(1_000)
  expect(performance.now() - started).toBeLessThan(2_000)
})
