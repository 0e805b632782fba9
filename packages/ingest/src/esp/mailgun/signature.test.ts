import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Needs } from '../../esp.ts'
import { noon, readingOf, requestOf } from '../testing.ts'
import { mailgun } from './index.ts'

const needs: Needs = { now: noon, certificate: async () => '' }
const accepted = { ok: true, value: undefined }

function signedWith(key: string, at = noon) {
  const timestamp = String(at.getTime() / 1_000)
  const token = 'c0ffee9a7a3f5b1d2e4f60718293a4b5'
  const signature = createHmac('sha256', key)
    .update(timestamp + token)
    .digest('hex')
  return { timestamp, token, signature }
}

it('accepts a subaccount’s webhook by the parent’s key', async () => {
  const body = { signature: signedWith('child'), 'parent-signature': signedWith('parent') }
  expect(await mailgun.verify(requestOf(body), ['parent'], needs)).toEqual(accepted)
  expect(await mailgun.verify(requestOf(body), ['child'], needs)).toEqual(accepted)
  expect(await mailgun.verify(requestOf(body), ['other'], needs)).toEqual({
    ok: false,
    error: 'bad-signature',
  })
})

it('accepts the forms of the old style, plain and in parts', async () => {
  const fields = Object.entries({ event: 'opened', ...signedWith('key') })
  const form = new URLSearchParams(fields).toString()
  expect(await mailgun.verify(requestOf(form), ['key'], needs)).toEqual(accepted)

  const parts = fields.map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const headers = { 'content-type': 'multipart/form-data; boundary="b"' }
  const request = requestOf(`${parts.join('')}--b--\r\n`, headers)
  expect(await mailgun.verify(request, ['key'], needs)).toEqual(accepted)
})

const hoursAgo = (hours: number) =>
  requestOf({ signature: signedWith('key', new Date(noon.getTime() - hours * 3_600_000)) })

it('accepts a repeat of eight hours later, and nothing of the day before', async () => {
  expect(await mailgun.verify(hoursAgo(8), ['key'], needs)).toEqual(accepted)
  expect(await mailgun.verify(hoursAgo(25), ['key'], needs)).toEqual({
    ok: false,
    error: 'too-old',
  })
})

it('accepts a form in parts among which is an attachment of any bytes', async () => {
  const fields = Object.entries({
    event: 'bounced',
    recipient: 'ann@exämple.com',
    ...signedWith('key'),
  })
  const parts = fields.map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const file = '--b\r\nContent-Disposition: form-data; name="event"; filename="a.png"\r\n\r\n'
  const body = Buffer.concat([
    Buffer.from(parts.join('') + file),
    Buffer.of(0xff, 0x00, 0xd8, 0x0d, 0x0a),
    Buffer.from('--b--\r\n'),
  ])
  const headers = { 'content-type': 'multipart/form-data; boundary=b' }
  const request = { ...requestOf('', headers), body }
  expect(await mailgun.verify(request, ['key'], needs)).toEqual(accepted)
  expect(readingOf(mailgun, request).events).toMatchObject([
    { kind: 'bounced', recipient: 'ann@exämple.com' },
  ])
})

it('accepts a form that a gateway has turned into JSON', async () => {
  const body = {
    event: 'opened',
    recipient: 'ann@example.com',
    tag: ['a', 'b'],
    ...signedWith('key'),
  }
  expect(await mailgun.verify(requestOf(body), ['key'], needs)).toEqual(accepted)
  expect(await mailgun.verify(requestOf(body), ['other'], needs)).toMatchObject({ ok: false })
  expect(readingOf(mailgun, requestOf(body)).events).toMatchObject([
    { kind: 'opened', recipient: 'ann@example.com', properties: { tags: 'a,b' } },
  ])
})

it('accepts a time that is sent as a number', async () => {
  const signature = { ...signedWith('key'), timestamp: noon.getTime() / 1_000 }
  expect(await mailgun.verify(requestOf({ signature }), ['key'], needs)).toEqual(accepted)
})

it('reads a form in parts of nothing but blank lines in no time', async () => {
  const headers = { 'content-type': 'multipart/form-data; boundary=b' }
  const request = requestOf(`--b${'\r\n'.repeat(500_000)}x`, headers)
  const started = performance.now()
  expect(await mailgun.verify(request, ['key'], needs)).toMatchObject({ ok: false })
  expect(performance.now() - started).toBeLessThan(1_000)
})
