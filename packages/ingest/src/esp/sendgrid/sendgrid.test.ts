import { expect, it } from 'vitest'
import { eventsOf } from '../testing.ts'
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
