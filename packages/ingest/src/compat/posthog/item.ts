import { z } from 'zod'
import { Bag as BagField, Country, Text, Verbatim, Word } from '../../esp/fields.ts'
import { Modest } from '../../esp/json.ts'
import { sourceIdOf } from '../../esp/source-id.ts'
import type { Bag } from '../flatten.ts'
import { corrected, MaybeMoment, Moment } from '../moment.ts'
import type { Told } from '../told.ts'
import { impersonal } from '../traits.ts'
import { ownFirst } from './properties.ts'

const Properties = z
  .looseObject({
    distinct_id: Text,
    $anon_distinct_id: Text,
    alias: Text,
    $set: BagField.optional(),
    $set_once: BagField.optional(),
    $group_set: BagField.optional(),
    $group_type: Text,
    $group_key: Text,
    $current_url: Text,
    $raw_user_agent: Verbatim,
    $user_agent: Verbatim,
    $useragent: Verbatim,
    $ip: Text,
    $geoip_country_code: Country,
    $insert_id: Text,
    $ignore_sent_at: z.boolean().optional().catch(undefined),
  })
  .catch({} as never)

const Event = z
  .object({
    event: Word,
    distinct_id: Text,
    uuid: Text,
    timestamp: Moment,
    sent_at: MaybeMoment,
    /** Milliseconds between the event and its being sent, from clients that do not trust their clocks. */
    offset: z.number().nonnegative().optional().catch(undefined),
    properties: Properties.default({} as never),
    $set: BagField.optional(),
    $set_once: BagField.optional(),
  })
  .refine((item) => (item.distinct_id ?? item.properties.distinct_id) !== undefined, {
    path: ['distinct_id'],
    message: 'expected a distinct_id: whose event is this?',
  })

export const Item = Modest.pipe(Event)
export type Item = z.output<typeof Item>

interface Around {
  /** As it came. */
  readonly raw: unknown
  readonly sentAt: Date | undefined
  readonly receivedAt: Date
}

/** What they call an event that says who somebody is, and what we do. */
const ofPeople = new Map([
  ['$identify', 'identified'],
  ['$set', 'identified'],
  ['$create_alias', 'aliased'],
  ['$merge_dangerously', 'aliased'],
  ['$groupidentify', 'grouped'],
])

/** A server tells of a company in the name of nobody: that is no event of a person. */
export const isOfGroup = ({ event, distinct_id, properties }: Item) =>
  event === '$groupidentify' &&
  distinct_id === `$${properties.$group_type}_${properties.$group_key}`

export function toldOf(item: Item, around: Around): Told {
  const { event, properties } = item
  const person = ofPeople.get(event)
  return {
    sourceId: sourceIdFor(item, around),
    name: person ?? nameOf(event),
    kind: kindFor(event, person),
    occurredAt: happenedAt(item, around),
    names: {
      id: item.distinct_id ?? properties.distinct_id,
      email: emailIn({ ...item.$set_once, ...item.$set }) ?? emailIn(traitsOf(item)),
      alias: aliasOf(item),
    },
    properties: person === undefined ? propertiesOf(item) : impersonal(traitsOf(item)),
    url: properties.$current_url,
    userAgent: properties.$raw_user_agent ?? properties.$user_agent ?? properties.$useragent,
    ip: properties.$ip,
    country: properties.$geoip_country_code,
  }
}

/** PostHog's own mailer; what it calls blocked is a complaint, says its dashboard. */
const workflowMail = '$workflows_email_'
const nameOf = (event: string) =>
  event.startsWith(workflowMail) ? `email_${event.slice(workflowMail.length)}` : event

function kindFor(event: string, person: string | undefined): Told['kind'] {
  if (person !== undefined) return 'custom'
  if (event === '$pageview') return 'visited'
  return event === `${workflowMail}blocked` ? 'complained' : undefined
}

/** Their id of it; without one, what it says, and when we heard where it says no time. */
function sourceIdFor({ uuid, properties, timestamp }: Item, { raw, receivedAt }: Around): string {
  const own = uuid ?? properties.$insert_id
  if (own !== undefined) return own.toLowerCase()
  const { sent_at: _sent, offset: _offset, ...said } = raw as Bag
  return timestamp === undefined ? sourceIdOf(said, receivedAt.getTime()) : sourceIdOf(said)
}

function happenedAt(item: Item, { sentAt, receivedAt }: Around): Date {
  const { timestamp, offset, properties } = item
  if (timestamp === undefined) return new Date(receivedAt.getTime() - (offset ?? 0))
  const sent = properties.$ignore_sent_at ? undefined : (item.sent_at ?? sentAt)
  return corrected(timestamp, sent, receivedAt)
}

const traitsOf = ({ properties }: Item): Bag => ({
  ...properties.$group_set,
  ...properties.$set_once,
  ...properties.$set,
})

/** Only where the event is about nothing else: another event may have properties of these names. */
function aliasOf({ event, properties }: Item): string | undefined {
  if (event === '$identify') return properties.$anon_distinct_id
  return ofPeople.get(event) === 'aliased' ? properties.alias : undefined
}

const propertiesOf = ({ event, properties }: Item): Bag => {
  const { $current_url, ...rest } = ownFirst(properties)
  return event === '$pageview' || $current_url === undefined ? rest : { ...rest, $current_url }
}

const emailIn = (traits: Bag): string | undefined =>
  [traits['email'], traits['$email'], traits['Email']].find(
    (email): email is string => typeof email === 'string',
  )
