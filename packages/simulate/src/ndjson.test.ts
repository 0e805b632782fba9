import type { Reported } from '@airgraph/domain/event.ts'
import type { MinorUnits } from '@airgraph/domain/units.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toNdjson, toTruthNdjson } from './ndjson.ts'
import { days, programme } from './testing.ts'
import { simulate } from './simulate.ts'

const receivedAt = new Date('2026-11-22T10:00:01Z')
const line = (reported: Reported) => toNdjson({ reported, source: 'api', receivedAt })

/** What a reader of the line should find. */
const plain = ({ sourceId, recipient, money, ...rest }: Reported): unknown =>
  JSON.parse(JSON.stringify({ eventId: sourceId, ...rest, email: recipient, ...money }))

describe('a line of the events file', () => {
  it('speaks the vocabulary of POST /v1/events', () => {
    const text = line({
      sourceId: 'k-1',
      kind: 'converted',
      occurredAt: new Date('2026-11-22T09:59:59.007Z'),
      recipient: 'ann@example.com',
      externalId: 'C-1',
      money: { amount: 1250 as MinorUnits, currency: 'EUR' },
      name: 'order',
      properties: { items: 2, gift: false },
    })
    expect(text).toBe(
      '{"eventId":"k-1","kind":"converted","occurredAt":"2026-11-22T09:59:59.007Z","email":"ann@example.com","externalId":"C-1","amount":1250,"currency":"EUR","name":"order","properties":{"items":2,"gift":false}}\n',
    )
  })

  it('survives whatever people write, in one line of ASCII', () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(
        fc.record({
          recipient: text,
          url: text,
          userAgent: text,
          campaignId: text,
          name: text,
          subject: text,
        }),
        ({ subject, ...fields }) => {
          const reported = {
            sourceId: 'k-1',
            kind: 'custom',
            occurredAt: receivedAt,
            ...fields,
            properties: { subject },
          } as const
          const written = line(reported)
          expect(written).toMatch(/^[ -~]*\n$/)
          expect(JSON.parse(written)).toEqual(plain(reported))
        },
      ),
    )
  })

  it('tells every moment as the standard library does', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1960-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
        (occurredAt) => {
          expect(line({ sourceId: 'k', kind: 'sent', occurredAt })).toContain(
            `"${occurredAt.toISOString()}"`,
          )
        },
      ),
    )
  })

  it('keeps what the simulation said', () => {
    for (const { happening } of simulate(programme({ ...days(12), contacts: 400 })))
      expect(JSON.parse(toNdjson(happening))).toEqual(plain(happening.reported))
  })

  it('distinguishes an empty agent from none', () => {
    const sent = { sourceId: 'k', kind: 'opened', occurredAt: receivedAt } as const
    expect(JSON.parse(line({ ...sent, userAgent: '' }))).toHaveProperty('userAgent', '')
    expect(JSON.parse(line(sent))).not.toHaveProperty('userAgent')
  })
})

describe('a line of the truth file', () => {
  it('names the event, who, and why', () => {
    const truth = {
      sourceId: 'k-1',
      human: false,
      cause: 'scanner-rescan',
      actor: 'url-defender',
    } as const
    expect(toTruthNdjson(truth)).toBe(
      '{"eventId":"k-1","human":false,"cause":"scanner-rescan","actor":"url-defender"}\n',
    )
    expect(toTruthNdjson({ ...truth, human: true, cause: 'person', actor: undefined })).toBe(
      '{"eventId":"k-1","human":true,"cause":"person"}\n',
    )
  })
})
