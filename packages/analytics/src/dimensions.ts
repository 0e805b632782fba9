import { mailboxProviders, streams } from '@airgraph/domain/event.ts'
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

/** How many values there are, none among them, of those that have a closed set. */
const sizes: Readonly<Partial<Record<Dimension, number>>> = {
  hour: 24,
  weekday: 7,
  stream: streams.length + 1,
  'mailbox-provider': mailboxProviders.length + 1,
}
/** Into how many groups dimensions can split at most. */
export const mostGroups = (by: readonly Dimension[]) =>
  by.reduce((groups, dimension) => groups * (sizes[dimension] ?? Infinity), 1)

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

/** How the rows at hand say a dimension, as text or as words from a dictionary; "" where they do not. */
export type Speak = (dimension: Dimension) => Sql

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

const propertyColumn = (position: number) => name(`property_${position}`)

/** Who speaks for a property: the message, whose word is one for all its events, or the event itself, and the message where it is silent. */
export type Voice = 'message' | 'event'

const propertySql = (property: string, voice: Voice): Sql => {
  const own = sql`JSONExtract(properties, ${str(property)}, 'String')`
  const theirs = sql`message_properties[${str(property)}]`
  return voice === 'message'
    ? sql`if(message_key = 0, ${own}, ${theirs})`
    : sql`if(${own} != '', ${own}, ${theirs})`
}

/** The columns that `speak` reads properties from. */
export const propertyColumns = (properties: readonly string[], voice: Voice): readonly Sql[] =>
  properties.map((p, i) => sql`${propertySql(p, voice)} AS ${propertyColumn(i)}`)

const atMoment = (dimension: 'hour' | 'weekday', zone: TimeZone): Sql =>
  dimension === 'hour'
    ? sql`leftPad(toString(toHour(counted_at, ${str(zone)})), 2, '0')`
    : sql`toString(toDayOfWeek(counted_at, 0, ${str(zone)}))`

/** Over rows with a column `counted_at`, and one for each property. */
export const speakIn =
  (zone: TimeZone, properties: readonly string[]): Speak =>
  (dimension) => {
    if (isProperty(dimension))
      return propertyColumn(properties.indexOf(dimension.slice('property:'.length)))
    if (dimension === 'hour' || dimension === 'weekday') return atMoment(dimension, zone)
    return columns[dimension]
  }
