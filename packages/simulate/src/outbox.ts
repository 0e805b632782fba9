/** Where happenings wait until their source tells us: late, twice, and not in the order they happened. */
import type { Bounce, EventKind, Reported, SourceFlag } from '@airgraph/domain/event.ts'
import type { Campaign, Variant } from './campaigns.ts'
import type { Contact } from './contact.ts'
import { createIds } from './numbering.ts'
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

type Waiting = Arrival & { readonly at: number }

export class Outbox {
  readonly #world: World
  readonly #random: Random
  readonly #wheel: Wheel<Waiting>
  readonly nextId: () => string

  constructor(world: World, { seed, from }: { readonly seed: number; readonly from: number }) {
    this.#world = world
    this.#random = new Random(seed, 'arrival')
    this.#wheel = new Wheel<Waiting>(from)
    this.nextId = createIds(seed)
  }

  /** Something happened to a message. A literal with every field, because half a million are made a second. */
  message(message: Message, kind: EventKind, at: number, details: Details = bare) {
    const { campaign } = message
    const { source } = campaign
    const reported: Reported = {
      sourceId: this.nextId(),
      kind,
      occurredAt: new Date(at - (at % source.resolution)),
      recipient: message.contact.address,
      externalId: undefined,
      messageId: message.id,
      campaignId: campaign.id,
      stream: campaign.stream,
      url: details.url,
      userAgent: details.userAgent,
      ip: details.ip,
      country: details.country,
      bounce: details.bounce,
      flags: details.flags,
      money: undefined,
      name: undefined,
      properties: message.variant.properties,
    }
    this.#post(source, reported, at, truthOf(reported.sourceId, details))
  }

  /** Something happened to a contact, apart from any mail's own life. */
  other(source: Source, at: number, fields: Omit<Reported, 'sourceId' | 'occurredAt'>) {
    this.#post(source, { sourceId: this.nextId(), occurredAt: new Date(at), ...fields }, at, null)
  }

  /** What arrives within the next minute, in order. */
  take(): readonly Waiting[] {
    return this.#wheel.take()
  }

  #post(source: Source, reported: Reported, at: number, truth: Truth | null) {
    const arrivesAt = at + this.#delay(source)
    this.#arrive(source, reported, arrivesAt, truth, false)
    if (!this.#random.chance(this.#world.twice)) return
    const again = arrivesAt + 1 + Math.min(20 * hour, this.#random.exponential(20 * minute))
    this.#arrive(source, reported, again, truth, true)
  }

  #arrive(source: Source, reported: Reported, at: number, truth: Truth | null, repeated: boolean) {
    const whole = Math.floor(at)
    const happening = { reported, source: source.name, receivedAt: new Date(whole) }
    this.#wheel.put({ at: whole, happening, truth, repeated })
  }

  #delay(source: Source) {
    const random = this.#random
    const usual = 150 + random.exponential(source.delay)
    if (!random.chance(this.#world.late)) return usual
    if (random.chance(0.85)) return Math.min(20 * hour, random.logNormal(40 * minute, 1.2))
    return random.between(8 * hour, 96 * hour)
  }
}

const truthOf = (sourceId: string, { cause, actor }: Details): Truth | null =>
  cause === undefined ? null : { sourceId, human: cause === 'person', cause, actor }
