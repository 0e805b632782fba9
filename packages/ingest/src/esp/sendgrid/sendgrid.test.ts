import { describe, expect, it } from 'vitest'
import type { Needs } from '../../esp.ts'
import { eventsOf, noon, provers } from '../testing.ts'
import { sendgrid } from './index.ts'

it('gives all events of a message one message id, whichever server tells of them', () => {
  const events = [
    { sg_message_id: '9mUNO1xDQ0WlAFNfrzJDlg.recvd-7f9c6b5d9d-x2xvq-1-69077B00-4F.0' },
    { sg_message_id: '9mUNO1xDQ0WlAFNfrzJDlg.filterdrecv-p3mdw1-756b745b58-kmzbl-18-9.0' },
    {
      sg_message_id: 'filter0093p1las1.9128.5717FB8127.0',
      'smtp-id': '<9mUNO1xDQ0WlAFNfrzJDlg@ismtpd0006p1sjc2.sendgrid.net>',
    },
    { 'smtp-id': '<9mUNO1xDQ0WlAFNfrzJDlg@geopod-ismtpd-21.sendgrid.net>' },
  ].map((ids) => ({ event: 'delivered', ...ids }))
  expect(eventsOf(sendgrid, events).map((event) => event.messageId)).toEqual(
    Array(4).fill('9mUNO1xDQ0WlAFNfrzJDlg'),
  )
})

it('does not take the address of their own server for a reader’s', () => {
  const told = ['delivered', 'bounce', 'open'].map((event) => ({ event, ip: '203.0.113.7' }))
  expect(eventsOf(sendgrid, told).map((event) => event.ip)).toEqual([
    undefined,
    undefined,
    '203.0.113.7',
  ])
})

describe('a public key', () => {
  const { secrets, send, tell } = provers.sendgrid
  const [key] = secrets
  const pem = `-----BEGIN PUBLIC KEY-----\n${key.match(/.{1,64}/g)?.join('\n')}\n-----END PUBLIC KEY-----\n`

  it.each([
    ['as they show it', key],
    ['as a PEM file', pem],
    ['as a PEM file of Windows', pem.replaceAll('\n', '\r\n')],
    ['as a PEM file in one line', pem.replaceAll('\n', '\\n')],
  ])('is taken %s', async (_how, secret) => {
    const needs: Needs = { now: noon, certificate: async () => '' }
    const verdict = await sendgrid.verify(send(tell('open'), key), [secret], needs)
    expect(verdict).toEqual({ ok: true, value: undefined })
  })
})

it('takes their class for the reason of a bounce where the server gave none', () => {
  const bounce = { event: 'bounce', type: 'bounce', bounce_classification: 'Mailbox Unavailable' }
  const told = ['552 5.2.2 over quota', 'error dialing remote address', '550 no', undefined]
  const reasons = told.map(
    (reason) => eventsOf(sendgrid, [{ ...bounce, reason }])[0]?.bounce?.reason,
  )
  expect(reasons).toEqual([
    'mailbox-full',
    'mailbox-disabled',
    'mailbox-disabled',
    'mailbox-disabled',
  ])
})
