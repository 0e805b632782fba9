import type { JourneyAnswer } from '@airgraph/domain/answer.ts'
import { engagementClasses } from '@airgraph/domain/verdict.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { JourneyQuestion } from '@airgraph/domain/question.ts'
import { allOf, moment, sql, uint, uuid } from '@airgraph/sql/sql.ts'
import { monthOf } from './months.ts'
import { readMoment, zoneOf } from './period.ts'
import { type Compiled, provenance, type Row, type Scope } from './scope.ts'
import { eventsOf } from './tables.ts'

type JourneyEvent = JourneyAnswer['events'][number]

const text = (row: Row, column: string) => (row[column] ?? '') as string
const orNull = (row: Row, column: string) => text(row, column) || null

const verdict = (row: Row): JourneyEvent['engagement'] =>
  engagementClasses.some((of) => of === row['engagement_class'])
    ? {
        class: text(row, 'engagement_class'),
        confidence: Number(row['engagement_confidence']),
        humanProbability: Number(row['human_probability']),
        reasons: (row['engagement_reasons'] ?? []) as string[],
        classifierVersion: Number(row['classifier_version']),
      }
    : null

const bounce = (row: Row): JourneyEvent['bounce'] =>
  row['bounce_class']
    ? {
        class: text(row, 'bounce_class'),
        reason: text(row, 'bounce_reason'),
        detail: text(row, 'bounce_detail'),
      }
    : null

const money = (row: Row): JourneyEvent['money'] =>
  row['currency'] ? { amount: Number(row['amount']), currency: text(row, 'currency') } : null

const eventOf = (row: Row): JourneyEvent => ({
  eventId: text(row, 'event_id'),
  kind: text(row, 'kind'),
  occurredAt: new Date(Number(row['at'])).toISOString(),
  source: text(row, 'source'),
  messageId: orNull(row, 'message_id'),
  campaignId: orNull(row, 'campaign_id'),
  url: orNull(row, 'url'),
  client: orNull(row, 'client'),
  name: orNull(row, 'name'),
  bounce: bounce(row),
  engagement: verdict(row),
  money: money(row),
  properties: JSON.parse(text(row, 'properties') || '{}'),
})

function rangeOf(asked: JourneyQuestion, scope: Scope) {
  const zone = zoneOf({}, scope)
  const from = asked.from === undefined ? undefined : readMoment(asked.from, zone)
  const to = asked.to === undefined ? undefined : readMoment(asked.to, zone)
  if (from !== undefined && to !== undefined && from >= to)
    throw new Failure(
      'invalid',
      `The period must end after it begins, but it was asked from ${asked.from} to ${asked.to}.`,
    )
  return {
    within: allOf([
      ...(from === undefined ? [] : [sql`occurred_at >= ${moment(new Date(from))}`]),
      ...(to === undefined ? [] : [sql`occurred_at < ${moment(new Date(to))}`]),
    ]),
    months: {
      first: from === undefined ? undefined : monthOf(from),
      last: to === undefined ? undefined : monthOf(to),
    },
  }
}

/** The newest events that fit in the limit, oldest first. Of somebody we do not know there are none. */
export function compileJourney(asked: JourneyQuestion, scope: Scope): Compiled<JourneyAnswer> {
  const { within, months } = rangeOf(asked, scope)
  const contactId = scope.contactId ?? null
  return {
    statements:
      contactId === null
        ? {}
        : {
            events: sql`
              SELECT event_id, kind, toUnixTimestamp64Milli(occurred_at) AS at, source, message_id, campaign_id, url,
                client, name, bounce_class, bounce_reason, bounce_detail, engagement_class, engagement_confidence,
                human_probability, engagement_reasons, classifier_version, amount, currency, properties
              FROM ${eventsOf(scope, sql`contact_id = ${uuid(contactId)} AND ${within}`, months)}
              ORDER BY occurred_at DESC, seq DESC LIMIT ${uint(asked.limit + 1)}`,
          },
    decode({ events = [] }, run) {
      const newest = events.slice(0, asked.limit)
      const notes =
        events.length > asked.limit
          ? [`Only the newest ${asked.limit} events are shown; there are older ones.`]
          : []
      return {
        type: 'journey',
        contactId,
        events: newest.map(eventOf).toReversed(),
        ...provenance(run, notes),
      }
    },
  }
}
