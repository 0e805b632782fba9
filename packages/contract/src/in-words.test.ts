import { expect, it } from 'vitest'
import { z } from 'zod'
import { EventInput } from './events.ts'
import { faultsIn, inWords } from './in-words.ts'

const faults = (schema: z.ZodType, value: unknown) => {
  const { error } = schema.safeParse(value, { error: inWords })
  return error === undefined ? null : faultsIn(error, 'body')
}

const sent = { kind: 'sent', occurredAt: '2026-11-20T10:00:00Z', email: 'ann@example.com' }

it.each<[object, string]>([
  [{ messageId: 7 }, 'messageId: expected text, not 7'],
  [{ messageId: null }, 'messageId: expected text, not null: leave out what is not known'],
  [{ messageId: [] }, 'messageId: expected text, not a list'],
  [{ messageId: '' }, 'messageId: expected 1 character or more'],
  [{ name: 'x'.repeat(201) }, 'name: expected 200 characters or less'],
  [{ stream: 'spam' }, 'stream: expected one of marketing, transactional, outreach, not “spam”'],
  [{ amount: '5' }, 'amount: expected number, not “5”'],
  [{ amount: 1.5 }, 'amount: expected whole number, not 1.5'],
  [{ amount: 1e300 }, 'amount: expected 9007199254740991 or less'],
  [{ bounce: 'hard' }, 'bounce: expected object, not “hard”'],
  [{ campaign: 'x' }, 'body: there is no field called “campaign”'],
  [{ country: 'DEU' }, 'country: expected two letters, such as "DE"'],
  [{ properties: { plan: [] } }, 'properties.plan: expected text, a number, true or false'],
  ...['', '2026-11-20', '2026-11-20T10:00:00', 1.5, true].map((occurredAt): [object, string] => [
    { occurredAt },
    'occurredAt: expected a time with its zone such as "2026-11-22T09:30:00Z", or milliseconds since 1970',
  ]),
])('an event with %j is refused in words: %s', (fields, words) => {
  expect(faults(EventInput, { ...sent, ...fields })).toBe(words)
})

it('a question of no kind is told which there are', () => {
  const Either = z.discriminatedUnion('type', [
    z.object({ type: z.literal('metrics') }),
    z.object({ type: z.literal('funnel') }),
  ])
  expect(faults(Either, {})).toBe('type: expected one of metrics, funnel, and it is missing')
  expect(faults(Either, { type: 'sql' })).toBe('type: expected one of metrics, funnel, not “sql”')
})
