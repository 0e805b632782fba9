import type { DropReason } from './steps/step.ts'

/** Why an event was not kept, to whoever sent it: what was expected, and where. */
export const dropWords: Readonly<Record<DropReason, string>> = {
  'no-source-id': 'eventId: expected an id that is not empty',
  'unreadable-time': 'occurredAt: expected a moment that exists',
  'from-the-future': 'occurredAt: more than 24 hours in the future; is the time zone right?',
  'too-old':
    'occurredAt: before 1990. Are these seconds? Milliseconds are expected, or a text such as 2026-11-22T09:30:00Z',
  'unreadable-address': 'email: expected one address, such as ann@example.com',
  nobody: 'expected an email or an externalId: whose event is this?',
  'id-too-long': 'an id has more than 512 characters',
  'unreadable-money':
    'amount: expected a whole number of minor units and a currency of three letters',
}
