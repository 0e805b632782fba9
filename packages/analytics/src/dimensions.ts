import { Failure } from '@airgraph/domain/failure.ts'
import { type Dimension, type Filter } from '@airgraph/domain/filter.ts'
import { name, type Sql, sql, str } from '@airgraph/sql/sql.ts'
import type { TimeZone } from './calendar.ts'

type Property = Extract<Dimension, `property:${string}`>
type Named = Exclude<Dimension, Property>

const isProperty = (dimension: Dimension): dimension is Property =>
  dimension.startsWith('property:')

/**
 * Where a dimension is known. `message`: every message has it, and lends it to its events.
 * `moment`: it is read off the clock. `event`: only some kinds of event say it.
 */
export type Level = 'message' | 'moment' | 'event'

const levels: Readonly<Record<Named, Level>> = {
  campaign: 'message',
  stream: 'message',
  'mailbox-provider': 'message',
  source: 'message',
  hour: 'moment',
  weekday: 'moment',
  country: 'event',
  device: 'event',
  client: 'event',
  link: 'event',
  engagement: 'event',
  kind: 'event',
  'bounce-reason': 'event',
  currency: 'event',
  name: 'event',
}

/** A property of a message is what any event of its delivery says; other events may say it of themselves. */
export const levelOf = (dimension: Dimension): Level =>
  isProperty(dimension) ? 'message' : levels[dimension]

const columns: Readonly<Record<Exclude<Named, 'hour' | 'weekday'>, Sql>> = {
  campaign: sql`campaign_id`,
  stream: sql`stream`,
  'mailbox-provider': sql`mailbox_provider`,
  source: sql`source`,
  country: sql`country`,
  device: sql`device`,
  client: sql`client`,
  link: sql`url`,
  engagement: sql`engagement_class`,
  kind: sql`kind`,
  'bounce-reason': sql`bounce_reason`,
  currency: sql`currency`,
  name: sql`name`,
}

/** Every dimension of a filter, repeated as often as it is named. */
export function dimensionsIn(filter: Filter | undefined): readonly Dimension[] {
  if (filter === undefined) return []
  if ('all' in filter) return filter.all.flatMap(dimensionsIn)
  if ('any' in filter) return filter.any.flatMap(dimensionsIn)
  if ('not' in filter) return dimensionsIn(filter.not)
  return [filter.dimension]
}

/** How the rows at hand say a dimension, as text; "" where they do not. */
export type Speak = (dimension: Dimension) => Sql

/** Of events: what a property of the event itself is. Numbers and truth values as they are written. */
export const ownProperty = (property: string): Sql =>
  sql`JSONExtract(properties, ${str(property)}, 'String')`

/** Each is read out of the properties of every event. */
const mostProperties = 20

/** What a question needs to know of messages beyond their own columns. */
export function propertiesIn(dimensions: readonly Dimension[]): readonly string[] {
  const named = new Set(dimensions.filter(isProperty).map((d) => d.slice('property:'.length)))
  if (named.size > mostProperties)
    throw new Failure(
      'too-expensive',
      `This question splits or filters by ${named.size} properties, and ${mostProperties} is the most. Ask by fewer of them.`,
    )
  return [...named]
}

export const propertyColumn = (position: number) => name(`property_${position}`)

const atMoment = (dimension: 'hour' | 'weekday', zone: TimeZone): Sql =>
  dimension === 'hour'
    ? sql`leftPad(toString(toHour(at, ${str(zone)})), 2, '0')`
    : sql`toString(toDayOfWeek(at, 0, ${str(zone)}))`

/** Over rows of `messages` with a column `at`. */
export const ofMessages =
  (zone: TimeZone, properties: readonly string[]): Speak =>
  (dimension) => {
    if (isProperty(dimension))
      return propertyColumn(properties.indexOf(dimension.slice('property:'.length)))
    if (dimension === 'hour' || dimension === 'weekday') return atMoment(dimension, zone)
    return sql`toString(${columns[dimension]})`
  }

/** The message's word, as it is joined to an event; the event's own where it names no message. */
export const lent = (column: Sql): Sql => sql`message_${column}`
const lentOrOwn = (column: Sql) =>
  sql`if(${lent(column)} != '', ${lent(column)}, toString(${column}))`

/** Over rows of `events` with a column `at`; `joined` when each has its message's columns beside it. */
export const ofEvents =
  (zone: TimeZone, properties: readonly string[], joined: boolean): Speak =>
  (dimension) => {
    if (isProperty(dimension)) {
      const property = dimension.slice('property:'.length)
      const own = ownProperty(property)
      const theirs = lent(propertyColumn(properties.indexOf(property)))
      return joined ? sql`if(${own} != '', ${own}, ${theirs})` : own
    }
    if (dimension === 'hour' || dimension === 'weekday') return atMoment(dimension, zone)
    const column = columns[dimension]
    return joined && levelOf(dimension) === 'message' ? lentOrOwn(column) : sql`toString(${column})`
  }
