import { EventInput } from '@airgraph/contract/events.ts'
import { faultsIn, inWords } from '@airgraph/contract/in-words.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEvent } from './read-event.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('', 'DE', 'EUR', 'x'.repeat(513), 'a@b.example', '__proto__'),
  fc.constantFrom('😀', '😀😀', '😀'.repeat(257), '😀'.repeat(513), '\uD83D', 'ab\uDE00'),
)
const moment = fc.constantFrom<unknown>(
  1_762_000_000_000,
  '2026-11-22T09:30:00Z',
  '2026-11-22T09:30:00.5-11:59',
  '2026-11-22T09:30:00Z',
  '2026-11-22T09:30:00.123+02:00',
  1_762_000_000_000,
  -1,
)
const anything = fc.oneof(
  fc.constantFrom('2026-02-30T09:30:00Z', '2026-11-22', 1e300, 1.5),
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constant([]),
  fc.constant({}),
)
const oneOf = (...words: readonly string[]) => fc.constantFrom(...words)
const word = fc.constantFrom('w', 'ü 1', 'x'.repeat(100), '😀😀')
const field = (usual: fc.Arbitrary<unknown>) =>
  fc.oneof({ arbitrary: usual, weight: 40 }, { arbitrary: anything, weight: 1 })

const fields = {
  eventId: field(fc.constantFrom('e1', 'e2')),
  kind: field(oneOf('sent', 'opened', 'converted', 'custom', 'unknown')),
  occurredAt: field(moment),
  email: field(fc.constantFrom('a@b.example', 'ab', 'a😀', 'ab😀')),
  externalId: field(fc.constant('42')),
  alias: field(word),
  messageId: field(word),
  stream: field(oneOf('marketing', 'outreach')),
  url: field(word),
  country: field(oneOf('DE', 'de')),
  bounce: field(
    fc.record(
      { class: oneOf('hard', 'soft'), reason: word, more: text },
      { requiredKeys: ['class'] },
    ),
  ),
  flags: field(fc.array(oneOf('bot', 'not-bot'), { maxLength: 5 })),
  amount: field(fc.constantFrom(1999, 0, -1)),
  currency: field(oneOf('EUR', 'eur')),
  name: field(word),
  properties: field(fc.dictionary(word, fc.oneof(word, fc.integer(), fc.boolean()))),
}
const needed = ['kind', 'occurredAt', 'email'] as const
const usual = fc.record(fields, { requiredKeys: [...needed] })
const event = fc.record({ ...fields, strange: text }, { requiredKeys: [...needed] })

const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('reading an event', () => {
  it('says what the schema says, of everything that may be sent', () => {
    let events = 0
    fc.assert(
      fc.property(fc.oneof(usual, usual, event, anything), (value) => {
        const parsed = EventInput.safeParse(sent(value), { error: inWords })
        events += Number(parsed.success)
        expect(readEvent(sent(value))).toEqual(
          parsed.success ? { event: parsed.data } : { reason: faultsIn(parsed.error) },
        )
      }),
      { numRuns: 3_000 },
    )
    expect(events).toBeGreaterThan(100)
  })

  it('makes one of events without an id that have their fields in another order', () => {
    const ordered = { kind: 'sent', occurredAt: 1_762_000_000_000, email: 'a@b.example' }
    const turned = Object.fromEntries(Object.entries(ordered).toReversed())
    expect(JSON.stringify(readEvent(turned))).toBe(JSON.stringify(readEvent(ordered)))
  })
})
