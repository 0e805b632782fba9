import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anEvent, id } from '../events/testing.ts'
import { decode, encode } from './encode.ts'

const many = Array.from({ length: 1_000 }, (_, n) => anEvent({ eventId: id(n) }))

describe('events as bytes', () => {
  it('come back as they were, to the millisecond and to the letter', () => {
    const anyEvent = fc
      .record({
        occurredAt: fc.date({ noInvalidDate: true }),
        name: fc.option(fc.string({ unit: 'binary' })),
        properties: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean())),
        revision: fc.nat(),
      })
      .map(anEvent)
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        expect(decode(encode(events))).toEqual(events)
      }),
      { numRuns: 50 },
    )
  })

  it('are small', () => {
    expect(encode(many).length).toBeLessThan(JSON.stringify(many).length / 6)
  })

  it('are refused where a moment is none', () => {
    expect(() => encode([anEvent({ occurredAt: new Date('no') })])).toThrow(RangeError)
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['a later format', Uint8Array.of(9, 1, 2, 3)],
    ['half of a message', encode([anEvent()]).subarray(0, 40)],
    ['half of a long one', encode(many).subarray(0, 400)],
    ['a message with a changed byte', encode(many).map((byte, i) => (i === 300 ? ~byte : byte))],
  ])('are not read from %s', (_, body) => {
    expect(() => decode(body)).toThrow(expect.objectContaining({ code: 'conflict' }))
  })
})
