import type { MailEvent } from '@airgraph/domain/event.ts'

/** An event that says only what the test is about. */
export const anEvent = (
  over: Partial<MailEvent> | Readonly<Record<string, unknown>> = {},
): MailEvent =>
  ({
    eventId: '11111111-1111-4111-8111-111111111111',
    workspaceId: 'w1',
    source: 'api',
    kind: 'delivered',
    occurredAt: new Date('2026-11-01T09:00:00Z'),
    receivedAt: new Date('2026-11-01T09:00:01Z'),
    contactId: '00000000-0000-4000-8000-00000000000a',
    messageId: 'm1',
    campaignId: 'autumn',
    stream: 'marketing',
    mailboxProvider: 'gmail',
    recipientDomain: 'gmail.com',
    url: null,
    userAgent: null,
    client: null,
    device: null,
    ipNetwork: null,
    country: null,
    bounce: null,
    flags: [],
    engagement: null,
    money: null,
    name: null,
    properties: {},
    raw: null,
    ...over,
  }) as MailEvent

/** A UUID that ends in that number. */
export const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
