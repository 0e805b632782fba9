import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { EventKind, Reported } from '@airgraph/domain/event.ts'
import { describe, expect, it } from 'vitest'
import { toNdjson, toTruthNdjson } from './ndjson.ts'
import { sampleProgramme } from './presets.ts'
import type { Arrival, Programme, WorldName } from './simulate.ts'
import { simulate, worldNames } from './simulate.ts'
import { days, eventsOf, programme, rates } from './testing.ts'

const hour = 3_600_000

function digest(of: Programme) {
  const hash = createHash('sha256')
  for (const { happening, truth } of simulate(of)) {
    hash.update(toNdjson(happening))
    if (truth) hash.update(toTruthNdjson(truth))
  }
  return hash.digest('hex')
}

/** From delivery to the last link of a scanner that follows all of them at once. */
function slowestScan(world: WorldName) {
  const delivered = new Map<unknown, number>()
  const delays: number[] = []
  const inTime = eventsOf(programme({ world, contacts: 2_500 })).toSorted(
    (a, b) => Number(a.happening.reported.occurredAt) - Number(b.happening.reported.occurredAt),
  )
  for (const {
    happening: { reported },
    truth,
  } of inTime) {
    const at = Number(reported.occurredAt)
    if (reported.kind === 'delivered') delivered.set(reported.messageId, at)
    if (truth?.cause === 'scanner-click-all')
      delays.push(at - (delivered.get(reported.messageId) ?? NaN))
  }
  return Math.max(...delays)
}

/** Of each message, in the order its source says it happened. */
function byMessage(arrivals: readonly Arrival[]) {
  const messages = Map.groupBy(
    arrivals.filter(({ happening }) => happening.reported.campaignId !== undefined),
    ({ happening }) => happening.reported.messageId,
  )
  return [...messages.values()].map((events) => events.map(({ happening }) => happening.reported))
}

describe('a programme', () => {
  it('is the same, byte for byte, whenever it is run', () => {
    expect(digest(programme(days(40)))).toBe(digest(programme(days(40))))
  })

  it('is another one with another seed', () => {
    expect(digest(programme(days(20)))).not.toBe(digest(programme({ ...days(20), seed: 2 })))
  })

  it('is another one in every world', () => {
    const digests = worldNames.map((world) => digest(programme({ ...days(20), world })))
    expect(new Set(digests).size).toBe(worldNames.length)
  })

  it('may be too small for anything to happen', () => {
    expect([...simulate(programme({ ...days(1), contacts: 0 }))]).toEqual([])
    expect(() => [...simulate(programme({ ...days(1), contacts: 1 }))]).not.toThrow()
  })

  it('must begin before it ends', () => {
    expect(() => [...simulate(programme(days(0)))]).toThrow('must begin before it ends')
    expect(() => [...simulate(programme({ from: new Date('never') }))]).toThrow('must begin')
  })

  it('lets nothing arrive before it begins, after it ends, or before it happened', () => {
    const odd = {
      from: new Date('2026-11-01T10:17:31.250Z'),
      to: new Date('2026-11-20T03:01:59.999Z'),
    }
    const all = [...simulate(programme(odd))].map(({ happening }) => happening)
    const received = all.map(({ receivedAt }) => receivedAt.getTime())
    expect(received).toEqual(received.toSorted((a, b) => a - b))
    expect(received[0]).toBeGreaterThanOrEqual(odd.from.getTime())
    expect(received.at(-1)).toBeLessThan(odd.to.getTime())
    expect(all.filter(({ reported, receivedAt }) => reported.occurredAt > receivedAt)).toEqual([])
  })
})

describe.each(worldNames)('in the world "%s"', (world) => {
  const everything = [...simulate(programme({ world }))]
  const arrivals = everything.filter(({ repeated }) => !repeated)

  it('opens and clicks have a truth of their own id, and nothing else has one', () => {
    const wrong = everything.filter(({ happening: { reported }, truth }) => {
      const isJudged = reported.kind === 'opened' || reported.kind === 'clicked'
      return isJudged ? truth?.sourceId !== reported.sourceId : truth !== null
    })
    expect(wrong).toEqual([])
    expect(
      arrivals.filter(({ truth }) => truth && truth.human !== (truth.cause === 'person')),
    ).toEqual([])
  })

  it('an id is of one event, and its repetitions equal it', () => {
    const firsts = new Map(
      arrivals.map((arrival) => [arrival.happening.reported.sourceId, arrival]),
    )
    expect(firsts.size).toBe(arrivals.length)
    const repeated = everything.filter((arrival) => arrival.repeated)
    const share = repeated.length / everything.length
    expect(share).toBeGreaterThan(0.005)
    expect(share).toBeLessThan(0.035)
    const wrong = repeated.filter(({ happening, truth }) => {
      const first = firsts.get(happening.reported.sourceId)
      return !isDeepStrictEqual(
        [first?.happening.reported, first?.truth],
        [happening.reported, truth],
      )
    })
    expect(wrong).toEqual([])
  })

  it('a message is taken, then delivered, then read, then clicked by a person', () => {
    const rank = new Map<EventKind, number>([
      ['accepted', 0],
      ['sent', 0],
      ['deferred', 1],
      ['bounced', 2],
      ['delivered', 2],
    ])
    const rankOf = ({ kind }: Reported) => rank.get(kind) ?? 3
    const wrong = byMessage(arrivals).filter((events) => {
      const sorted = events.toSorted(
        (a, b) => Number(a.occurredAt) - Number(b.occurredAt) || rankOf(a) - rankOf(b),
      )
      return sorted.some((event, i) => i > 0 && rankOf(event) < rankOf(sorted[i - 1] ?? event))
    })
    expect(wrong).toEqual([])
  })

  it('a message has one end: delivered, bounced or rejected', () => {
    const ends: readonly EventKind[] = ['delivered', 'bounced', 'rejected']
    const several = byMessage(arrivals).filter(
      (events) => events.filter(({ kind }) => ends.includes(kind)).length > 1,
    )
    expect(several).toEqual([])
  })

  it('whoever unsubscribes or complains is sent two more mails at most', () => {
    const left = new Map<string, number>()
    const after = new Map<string, number>()
    const inTime = arrivals.toSorted(
      (a, b) => Number(a.happening.reported.occurredAt) - Number(b.happening.reported.occurredAt),
    )
    for (const {
      happening: { reported },
    } of inTime) {
      const { kind, recipient = '', stream, occurredAt } = reported
      if (kind === 'unsubscribed' || kind === 'complained') left.set(recipient, Number(occurredAt))
      if (kind === 'resubscribed') left.delete(recipient)
      if (stream === 'transactional' || !['accepted', 'sent'].includes(kind)) continue
      const leftAt = left.get(recipient)
      if (leftAt === undefined || Number(occurredAt) <= leftAt) continue
      expect(Number(occurredAt) - leftAt).toBeLessThan(41 * hour)
      after.set(recipient, (after.get(recipient) ?? 0) + 1)
    }
    expect(left.size).toBeGreaterThan(5)
    expect(Math.max(0, ...after.values())).toBeLessThanOrEqual(2)
  })

  it('a refused address is rejected and then left alone', () => {
    const refused = new Set<string>()
    const rejections = new Map<string, number>()
    for (const {
      happening: { reported },
    } of arrivals) {
      const { kind, recipient = '', bounce } = reported
      if (kind === 'bounced' && bounce?.class === 'hard') refused.add(recipient)
      if (kind === 'rejected') rejections.set(recipient, (rejections.get(recipient) ?? 0) + 1)
    }
    expect(refused.size).toBeGreaterThan(0)
    expect(Math.max(...rejections.values())).toBeLessThanOrEqual(2)
  })

  it('refunds no more than was paid', () => {
    const paid = new Map<unknown, number>()
    const refunds = new Map<unknown, number>()
    for (const {
      happening: {
        reported: { kind, money, properties },
      },
    } of arrivals) {
      if (kind === 'converted') paid.set(properties?.['order'], money?.amount ?? NaN)
      if (kind === 'refunded') refunds.set(properties?.['order'], money?.amount ?? NaN)
    }
    expect(paid.size).toBeGreaterThan(100)
    expect(refunds.size).toBeGreaterThan(0)
    for (const [order, amount] of refunds) expect(paid.get(order)).toBeGreaterThanOrEqual(amount)
  })
})

describe('the figures of a programme', () => {
  it.each([1, 2, 3, 4, 5, 6])('are those of a common one, seed %i', (seed) => {
    const of = rates(eventsOf(programme({ seed, contacts: 2_000 })))
    expect(of.delivery).toBeGreaterThan(0.95)
    expect(of.delivery).toBeLessThan(0.995)
    expect(of.humanOpens).toBeGreaterThan(0.15)
    expect(of.humanOpens).toBeLessThan(0.45)
    expect(of.humanClicks).toBeGreaterThan(0.01)
    expect(of.humanClicks).toBeLessThan(0.06)
    expect(of.machineOpens).toBeGreaterThan(0.05)
    expect(of.machineOpens).toBeLessThan(0.4)
    expect(of.complaints).toBeLessThan(0.003)
    expect(of.unsubscribes).toBeGreaterThan(0.0005)
    expect(of.unsubscribes).toBeLessThan(0.01)
  })

  it('know no machines in a quiet world', () => {
    const machines = eventsOf(programme({ world: 'quiet' })).filter(
      ({ truth }) => truth?.human === false,
    )
    expect(machines).toEqual([])
  })

  it('know machines that wait for hours in the misspecified world only', () => {
    expect(slowestScan('standard')).toBeLessThan(0.6 * hour)
    expect(slowestScan('misspecified')).toBeGreaterThan(2 * hour)
  })

  it('hold messages that people click without a request for their images', () => {
    const opened = new Set<unknown>()
    const clicked = new Set<unknown>()
    for (const {
      happening: { reported },
      truth,
    } of eventsOf(programme())) {
      if (reported.kind === 'opened') opened.add(reported.messageId)
      if (reported.kind === 'clicked' && truth?.human) clicked.add(reported.messageId)
    }
    expect(clicked.difference(opened).size / clicked.size).toBeGreaterThan(0.03)
  })

  it('rise around Black Friday', () => {
    const perDay = Map.groupBy(
      eventsOf(programme()).filter(({ happening }) => happening.reported.kind === 'converted'),
      ({ happening }) => happening.reported.occurredAt.toISOString().slice(0, 10),
    )
    const orders = (day: string) => perDay.get(day)?.length ?? 0
    const usual = orders('2026-10-20') + orders('2026-10-21') + orders('2026-10-22')
    const peak = orders('2026-11-26') + orders('2026-11-27') + orders('2026-11-28')
    expect(peak).toBeGreaterThan(2 * usual)
  })
})

describe('the sample', () => {
  const to = new Date('2026-11-22T12:00:00Z')
  const sample = [...simulate(sampleProgramme(to))]

  it('is as large as promised, and ends when it should', () => {
    expect(sample.length).toBeGreaterThan(200_000)
    expect(sample.length).toBeLessThan(240_000)
    expect(to.getTime() - Number(sample.at(-1)?.happening.receivedAt)).toBeLessThan(hour)
  })

  it('has campaigns, flows, variants and sources to split by', () => {
    const campaigns = new Set(sample.map(({ happening }) => happening.reported.campaignId))
    expect(campaigns.size).toBeGreaterThan(40)
    expect(campaigns.size).toBeLessThan(75)
    expect([...campaigns]).toEqual(
      expect.arrayContaining([
        '2026-10 autumn sale',
        'welcome 1',
        'order confirmation',
        'outreach agencies 1',
      ]),
    )
    expect(new Set(sample.map(({ happening }) => happening.source))).toEqual(
      new Set(['sendgrid', 'brevo', 'mailgun', 'ses', 'resend', 'outreach', 'shop']),
    )
    const variants = new Set(
      sample.map(({ happening }) => happening.reported.properties?.['variant']),
    )
    expect(variants).toEqual(new Set([undefined, 'A', 'B']))
  })

  it('has every kind of event but the unknown', () => {
    const kinds = new Set(sample.map(({ happening }) => happening.reported.kind))
    expect([...kinds].toSorted()).toEqual([
      'accepted',
      'bounced',
      'clicked',
      'complained',
      'converted',
      'custom',
      'deferred',
      'delivered',
      'opened',
      'refunded',
      'rejected',
      'replied',
      'resubscribed',
      'sent',
      'unsubscribed',
      'visited',
    ])
  })
})
