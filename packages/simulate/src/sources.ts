/** The senders that report the programme's events, and what each makes of them. */
import type { EventKind, SourceFlag } from '@airgraph/domain/event.ts'
import type { Loading } from './clients.ts'
import type { Random } from './random.ts'
import type { Cause } from './truth.ts'

/** Who asked for an image or a link, as far as a source could find out. */
export interface Fetch {
  readonly kind: 'opened' | 'clicked'
  readonly cause: Cause
  /** Through whom, of opens. */
  readonly loading: Loading
  /** On the lists of machines that senders buy. */
  readonly isKnownMachine: boolean
}

export interface Source {
  readonly name: string
  /** The first thing it says of a message. */
  readonly takes: Extract<EventKind, 'accepted' | 'sent'>
  /** Of its clock, in milliseconds. */
  readonly resolution: number
  /** Mean time from happening to telling, in milliseconds. */
  readonly delay: number
  readonly tellsCountry: boolean
  flags(fetch: Fetch, random: Random): readonly SourceFlag[] | undefined
}

const machineOpen: readonly SourceFlag[] = ['machine-open']
const proxyOpen: readonly SourceFlag[] = ['proxy-open']
const bot: readonly SourceFlag[] = ['bot']
const notBot: readonly SourceFlag[] = ['not-bot']
const silent = () => undefined

const plain = {
  takes: 'accepted',
  resolution: 1,
  delay: 2_000,
  tellsCountry: false,
  flags: silent,
} as const

const isApple = ({ kind, loading }: Fetch) => kind === 'opened' && loading === 'apple-privacy'

export const sources = {
  /** Marketing; knows Apple's prefetching, by and large. */
  sendgrid: {
    ...plain,
    name: 'sendgrid',
    resolution: 1_000,
    delay: 4_000,
    flags: (fetch, random) => (isApple(fetch) && random.chance(0.9) ? machineOpen : undefined),
  },
  /** Newsletters; batches, and calls opens through Apple's proxies proxy opens. */
  brevo: {
    ...plain,
    name: 'brevo',
    resolution: 1_000,
    delay: 60_000,
    flags: (fetch, random) => (isApple(fetch) && random.chance(0.85) ? proxyOpen : undefined),
  },
  /** Product mail; says of every fetch whether it thinks a bot did it, and believes browsers. */
  mailgun: {
    ...plain,
    name: 'mailgun',
    tellsCountry: true,
    flags(fetch, random) {
      if (isApple(fetch)) return random.chance(0.7) ? bot : undefined
      if (fetch.isKnownMachine && random.chance(0.55)) return bot
      return random.chance(0.5) && fetch.loading === 'direct' ? notBot : undefined
    },
  },
  ses: { ...plain, name: 'ses', delay: 1_000 },
  resend: { ...plain, name: 'resend', takes: 'sent', delay: 1_500 },
  outreach: { ...plain, name: 'outreach', takes: 'sent', delay: 30_000 },
  /** The company's own site: visits, orders, sign-ups. */
  shop: { ...plain, name: 'shop', takes: 'sent', delay: 800 },
} as const satisfies Record<string, Source>
