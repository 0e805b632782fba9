import { impossible } from '@airgraph/domain/failure.ts'
import { z } from 'zod'
import { Bag as BagField, Country, Text, Verbatim } from '../../esp/fields.ts'
import { Modest } from '../../esp/json.ts'
import { sourceIdOf } from '../../esp/source-id.ts'
import type { Bag } from '../flatten.ts'
import { corrected, MaybeMoment, Moment } from '../moment.ts'
import type { Names } from '../person.ts'
import type { Told } from '../told.ts'
import { impersonal } from '../traits.ts'

const types = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const

const Context = z
  .object({
    traits: BagField.optional(),
    ip: Text,
    userAgent: Verbatim,
    user_agent: Verbatim,
    page: z.object({ url: Text }).optional().catch(undefined),
    location: z.object({ country: Country }).optional().catch(undefined),
  })
  .catch({} as never)

const Message = z
  .object({
    type: z.enum(types, `expected ${types.join(', ')}`),
    messageId: Text,
    userId: Text,
    anonymousId: Text,
    previousId: Text,
    groupId: Text,
    event: Text,
    name: Text,
    category: Text,
    timestamp: Moment,
    originalTimestamp: Moment,
    sentAt: MaybeMoment,
    properties: BagField.default({}),
    traits: BagField.default({}),
    context: Context.default({} as never),
  })
  .refine(({ type, event }) => type !== 'track' || event !== undefined, {
    path: ['event'],
    message: 'expected the name of an event',
  })
  .refine(({ userId, anonymousId }) => (userId ?? anonymousId) !== undefined, {
    path: ['userId'],
    message: 'expected a userId or an anonymousId: whose event is this?',
  })

/** Partners that send e-mail events in write some names in another way. */
const respelt = (raw: unknown) =>
  typeof raw === 'object' && raw !== null && 'user_id' in raw && !('userId' in raw)
    ? { ...raw, userId: raw.user_id }
    : raw

export const Item = Modest.transform(respelt).pipe(Message)
export type Item = z.output<typeof Item>

interface Around {
  readonly raw: unknown
  readonly sentAt: Date | undefined
  readonly receivedAt: Date
}

export function toldOf(item: Item, around: Around): Told {
  const { context } = item
  return {
    sourceId: sourceIdFor(item, around),
    ...whatOf(item),
    occurredAt: happenedAt(item, around),
    names: namesOf(item),
    url: urlIn(item.properties) ?? context.page?.url,
    userAgent: context.userAgent ?? context.user_agent,
    ip: context.ip,
    country: context.location?.country,
  }
}

function sourceIdFor(item: Item, { raw, receivedAt }: Around): string {
  if (item.messageId !== undefined) return item.messageId
  const { sentAt: _sent, ...said } = raw as Bag
  const at = item.timestamp ?? item.originalTimestamp
  return at === undefined ? sourceIdOf(said, receivedAt.getTime()) : sourceIdOf(said)
}

function happenedAt(item: Item, { sentAt, receivedAt }: Around): Date {
  const at = item.originalTimestamp ?? item.timestamp
  return at === undefined ? receivedAt : corrected(at, item.sentAt ?? sentAt, receivedAt)
}

/** Only what says who somebody is links two ids: a browser may be two people’s, one after the other. */
function namesOf({ type, userId, anonymousId, previousId, traits, context }: Item): Names {
  const id = userId ?? anonymousId
  const own = type === 'identify' ? traits : {}
  const email = emailIn(own) ?? emailIn(context.traits ?? {})
  if (type === 'alias') return { id, email, alias: previousId ?? anonymousId }
  return { id, email, alias: type === 'identify' && userId !== undefined ? anonymousId : undefined }
}

function whatOf(item: Item): Pick<Told, 'name' | 'kind' | 'properties'> {
  const { type, event = '', name, category, groupId, properties, traits } = item
  const seen = { ...properties, name, category }
  switch (type) {
    case 'track':
      return { name: event, properties }
    case 'page':
      return { name: '', kind: 'visited', properties: withoutUrl(seen) }
    case 'screen':
      return { name: 'screen viewed', kind: 'custom', properties: seen }
    case 'identify':
      return { name: 'identified', kind: 'custom', properties: impersonal(traits) }
    case 'group':
      return { name: 'grouped', kind: 'custom', properties: { ...traits, groupId } }
    case 'alias':
      return { name: 'aliased', kind: 'custom', properties: {} }
    default:
      return impossible(type)
  }
}

const urlIn = ({ url }: Bag) => (typeof url === 'string' && url !== '' ? url : undefined)
const withoutUrl = ({ url: _url, ...rest }: Bag): Bag => rest

const emailIn = ({ email }: Bag): string | undefined =>
  typeof email === 'string' ? email : undefined
