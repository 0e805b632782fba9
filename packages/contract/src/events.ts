import { hash } from 'node:crypto'
import {
  bounceClasses,
  eventKinds,
  type Reported,
  sourceFlags,
  streams,
} from '@airgraph/domain/event.ts'
import type { MinorUnits } from '@airgraph/domain/units.ts'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'

export const mostEvents = 10_000
export const mostBytes = 10 * 1024 * 1024

const text = (most: number) => z.string().max(most)
const moment =
  'expected a time with its zone such as "2026-11-22T09:30:00Z", or milliseconds since 1970'
const Moment = z.union([z.iso.datetime({ offset: true, error: moment }), z.int()], {
  error: moment,
})
const Property = z.union([text(4_000), z.number(), z.boolean()], {
  error: 'expected text, a number, true or false',
})

/** What an event in our own vocabulary is made of. */
export const EventFields = z.strictObject({
  eventId: text(512)
    .min(1)
    .optional()
    .describe('Yours. The same id twice is one event; without one, equal events are one.'),
  kind: z.enum(eventKinds),
  occurredAt: Moment,
  email: text(320).min(3).optional(),
  externalId: text(512)
    .min(1)
    .optional()
    .describe('Your id of the person. Beside an email it links the two.'),
  alias: text(512)
    .min(1)
    .optional()
    .describe('Another email or id of the same person: it links the two.'),
  messageId: text(512).min(1).optional(),
  campaignId: text(512).min(1).optional(),
  stream: z.enum(streams).optional(),
  url: text(8_192).optional(),
  userAgent: text(2_048).optional().describe('Empty when the client sent none.'),
  ip: text(64).optional(),
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'expected two letters, such as "DE"')
    .optional(),
  bounce: z
    .strictObject({
      class: z.enum(bounceClasses),
      reason: text(100).default('unknown'),
      detail: text(2_000).default(''),
    })
    .optional(),
  flags: z.array(z.enum(sourceFlags)).max(5).optional(),
  amount: z.int().optional().describe('In minor units: 1999 is 19.99 €.'),
  currency: z
    .string()
    .regex(/^[A-Za-z]{3}$/, 'expected three letters, such as "EUR"')
    .optional(),
  name: text(200).min(1).optional().describe('Of a custom event.'),
  properties: z.record(text(100), Property).optional(),
})

type EventFields = z.output<typeof EventFields>

/** What the fields of an event have to do with each other. */
export const eventRules = [
  {
    holds: (e: EventFields) => e.kind !== 'custom' || e.name !== undefined,
    path: ['name'],
    message: 'expected a name for a custom event',
  },
  {
    holds: (e: EventFields) =>
      e.kind === 'unknown' || e.email !== undefined || e.externalId !== undefined,
    path: ['email'],
    message: 'expected an email or an externalId: whose event is this?',
  },
  {
    holds: (e: EventFields) =>
      (e.kind !== 'converted' && e.kind !== 'refunded') || (e.amount ?? 0) >= 0,
    path: ['amount'],
    message: 'expected 0 or more: a refund is an event of kind "refunded" with a positive amount',
  },
]

/** One event in our own vocabulary. */
export const EventInput = eventRules
  .reduce((event, { holds, ...said }) => event.refine(holds, said), EventFields)
  .meta({ id: 'Event' })
export type EventInput = z.output<typeof EventInput>

/** As the normalising steps take it. `currency` is the workspace's, for amounts that name none. */
export const toReported = (input: EventInput, currency: string): Reported => ({
  ...input,
  sourceId: input.eventId ?? hash('sha256', JSON.stringify(input)),
  occurredAt: new Date(input.occurredAt),
  recipient: input.email,
  country: input.country?.toUpperCase(),
  ...(input.amount !== undefined && {
    money: {
      amount: input.amount as MinorUnits,
      currency: (input.currency ?? currency).toUpperCase(),
    },
  }),
})

const Refused = z.object({ index: z.int(), reason: z.string() })

export const EventsReply = z
  .object({
    /** Stored, or stored already. */
    accepted: z.int(),
    refused: z.array(Refused),
    /**
     * Everything accepted is at or before this place in the commit sequence. `null` where events go through a log: they are
     * safe in it, and get their places when they are carried from there into the event store.
     */
    seq: z.int().nullable(),
  })
  .meta({ id: 'EventsReply' })
export type EventsReply = z.infer<typeof EventsReply>

export const postEvents = endpoint({
  method: 'POST',
  path: '/v1/events',
  summary: 'Report events',
  description:
    'A JSON array of events, or one JSON object per line (NDJSON), gzipped or not: at most 10,000 events and 10 MB. ' +
    'Answered when the events are on the disk, or in the log where there is one. Events that cannot be read are listed by index and cost the others nothing. ' +
    'With an `Idempotency-Key` header, a repeated request is answered as the first was.',
  scope: 'events:write',
  role: 'editor',
  body: z.array(EventInput),
  rawBody: true,
  query: z.object({
    source: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected letters, digits and dashes')
      .default('api'),
  }),
  reply: {
    200: EventsReply,
    400: Problem,
    409: Problem,
    413: Problem,
    422: EventsReply,
    429: Problem,
  },
})
