/** Where happenings wait until their source tells us: late, twice, and not in the order they happened. */
import type { Bounce, EventKind, Reported, SourceFlag } from '@airgraph/domain/event.ts'
import type { Campaign, Variant } from './campaign.ts'
import type { Contact } from './contact.ts'
import { createIds } from './numbering.ts'
import type { Ids } from './numbering.ts'
import { Random } from './random.ts'
import type { Source } from './sources.ts'
import type { Cause, Truth } from './truth.ts'
import { Wheel } from './wheel.ts'
import type { World } from './world.ts'

export interface Happening {
  readonly reported: Reported
  /** Name of the simulated source. */
  readonly source: string
  readonly receivedAt: Date
}

export interface Arrival {
  readonly happening: Happening
  /** Of opens and clicks, the repeated ones too; `null` for every other kind. */
  readonly truth: Truth | null
  /** The source said the same before. */
  readonly repeated: boolean
}

export interface Message {
  readonly id: string
  readonly contact: Contact
  readonly campaign: Campaign
  readonly variant: Variant
}

export interface Details {
  readonly cause?: Cause
  readonly actor?: string | undefined
  readonly url?: string
  readonly userAgent?: string
  readonly ip?: string
  readonly country?: string | undefined
  readonly bounce?: Bounce
  readonly flags?: readonly SourceFlag[] | undefined
}

const bare: Details = {}
const minute = 60_000
const hour = 60 * minute

/** What is told of a contact apart from any message. */
export type Other = Omit<Reported, 'sourceId' | 'occurredAt'>

/** As little as an arrival can be made from: millions may be waiting, and most not for long. */
interface Waiting {
  readonly at: number
  readonly happenedAt: number
  readonly id: number
  readonly source: Source
  readonly kind: EventKind
  readonly message: Message | null
  readonly what: Details | Other
  readonly repeated: boolean
}

export class Outbox {
  readonly #world: World
  readonly #random: Random
  readonly #wheel: Wheel<Waiting>
  readonly #ids: Ids

  constructor(world: World, { seed, from }: { readonly seed: number; readonly from: number }) {
    this.#world = world
    this.#random = new Random(seed, 'arrival')
    this.#wheel = new Wheel<Waiting>(from)
    this.#ids = createIds(seed)
  }

  nextId(): string {
    return this.#ids.text(this.#ids.next())
  }

  /** Something happened to a message. */
  message(message: Message, kind: EventKind, happenedAt: number, what: Details = bare) {
    this.#post(message.campaign.source, kind, happenedAt, message, what)
  }

  /** Something happened to a contact, apart from any message's own life. */
  other(source: Source, happenedAt: number, what: Other) {
    this.#post(source, what.kind, happenedAt, null, what)
  }

  /** What is due within the next minute, in order of arrival. */
  take(): readonly Waiting[] {
    return this.#wheel.take()
  }

  /** What is told of it in the end. */
  arrival({ at, happenedAt, id, source, kind, message, what, repeated }: Waiting): Arrival {
    const sourceId = this.#ids.text(id)
    const occurredAt = new Date(Math.floor(happenedAt / source.resolution) * source.resolution)
    const reported: Reported = message
      ? ofMessage(sourceId, occurredAt, kind, message, what as Details)
      : { sourceId, occurredAt, ...(what as Other) }
    const happening = { reported, source: source.name, receivedAt: new Date(at) }
    return { happening, truth: message && truthOf(sourceId, what as Details), repeated }
  }

  #post(
    source: Source,
    kind: EventKind,
    happenedAt: number,
    message: Message | null,
    what: Details | Other,
  ) {
    const id = this.#ids.next()
    const at = Math.floor(happenedAt + this.#delay(source))
    this.#wheel.put({ at, happenedAt, id, source, kind, message, what, repeated: false })
    if (!this.#random.chance(this.#world.twice)) return
    const again = at + 1 + Math.floor(Math.min(20 * hour, this.#random.exponential(20 * minute)))
    this.#wheel.put({ at: again, happenedAt, id, source, kind, message, what, repeated: true })
  }

  #delay(source: Source) {
    const random = this.#random
    const usual = 150 + random.exponential(source.delay)
    if (!random.chance(this.#world.late)) return usual
    if (random.chance(0.85)) return Math.min(20 * hour, random.logNormal(40 * minute, 1.2))
    return random.between(8 * hour, 96 * hour)
  }
}

/** Every field is there, if undefined: objects of one shape are made much faster. */
const ofMessage = (
  sourceId: string,
  occurredAt: Date,
  kind: EventKind,
  { id, contact, campaign, variant }: Message,
  { url, userAgent, ip, country, bounce, flags }: Details,
): Reported => ({
  sourceId,
  kind,
  occurredAt,
  recipient: contact.address,
  externalId: undefined,
  messageId: id,
  campaignId: campaign.id,
  stream: campaign.stream,
  url,
  userAgent,
  ip,
  country,
  bounce,
  flags,
  money: undefined,
  name: undefined,
  properties: variant.properties,
})

const truthOf = (sourceId: string, { cause, actor }: Details): Truth | null =>
  cause === undefined ? null : { sourceId, human: cause === 'person', cause, actor }
