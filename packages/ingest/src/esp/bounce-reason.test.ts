import { expect, it } from 'vitest'
import { reasonFrom } from './bounce-reason.ts'

it.each([
  ['550 5.1.1 The email account that you tried to reach does not exist.', 'invalid-address'],
  ['550 5.5.0 Requested action not taken: mailbox unavailable.', 'invalid-address'],
  ['smtp;550 5.1.1 RESOLVER.ADR.RecipNotFound; not found', 'invalid-address'],
  [
    '552 5.2.2 The email account that you tried to reach is over quota and inactive.',
    'mailbox-full',
  ],
  [
    '554 30 Sorry, your message cannot be delivered. This mailbox is disabled (554.30)',
    'mailbox-disabled',
  ],
  ['454 4.4.4 [internal] no MX or A for domain', 'dns'],
  ['421 4.4.1 Unable to connect to remote host', 'unreachable'],
  ['550 5.4.7 Delivery expired (message too old)', 'expired'],
  ['450 4.2.0 Recipient address rejected: Greylisted', 'greylisted'],
  ['421 4.7.28 Our system has detected an unusual rate of unsolicited mail', 'spam'],
  ['421 4.7.0 [TSS04] Messages temporarily deferred due to unexpected volume', 'throttled'],
  ['550 5.7.1 Service unavailable, client host blocked using Spamhaus', 'blocked'],
  ['550 5.7.26 This mail is unauthenticated', 'authentication'],
  ['554 5.7.1 The message was rejected as spam', 'spam'],
  ['552 5.3.4 Message size exceeds fixed limit', 'too-large'],
  ['550 5.7.1 Relaying denied', 'policy'],
  ['', 'other'],
  ['550 no', 'other'],
])('%s: %s', (said, reason) => {
  expect(reasonFrom(said)).toBe(reason)
})

it('reads even a huge reply in no time', () => {
  expect(reasonFrom('mailbox '.repeat(200_000))).toBe('other')
})
