/** A simulated person: what is true of them, and what mail has done to them so far. */
import { drawDesk, drawPhone } from './clients.ts'
import type { Client, Mailbox } from './clients.ts'
import type { Company } from './companies.ts'
import { household } from './networks.ts'
import type { Random } from './random.ts'
import { rhythmOf } from './rhythm.ts'
import type { Rhythm } from './rhythm.ts'
import type { World } from './world.ts'
import { zones } from './zones.ts'
import type { Zone } from './zones.ts'

export interface Contact {
  readonly index: number
  readonly address: string
  readonly externalId: string
  readonly mailbox: Mailbox
  readonly company: Company | null
  readonly isProspect: boolean
  readonly zone: Zone
  /** Unknown to the sources for one in five. */
  readonly country: string | undefined
  readonly phone: Client
  readonly desk: Client
  readonly onPhone: number
  readonly home: string
  /** Browses from data centres: a private relay or a VPN. */
  readonly browsesVia: 'home' | 'relay' | 'vpn'
  /** Logits: of looking at a mail, of clicking once it is read. */
  readonly interest: number
  readonly curiosity: number
  /** Weight among those who buy unasked; factor on what they spend. */
  readonly appetite: number
  readonly purse: number

  rhythm: Rhythm
  isWeary: boolean
  mailboxIsGone: boolean
  /** Mail per week as a decaying count, and when it was last brought up to date. */
  pressure: number
  pressureAt: number
  /** Unsubscribed or complained, perhaps in the future; Infinity while neither is in sight. */
  leftAt: number
  /** Mails that still slipped out after that. */
  slips: number
  /** Nothing at all is delivered any more: hard bounce or complaint, known to the source. */
  suppressedAt: number
  refusals: number
  /** Until when the mailbox is over quota. */
  fullUntil: number
  hasReplied: boolean
}

const names = [
  'ann',
  'ben',
  'cleo',
  'dirk',
  'elsa',
  'finn',
  'gita',
  'hugo',
  'iris',
  'jon',
  'kaya',
  'leo',
  'mila',
  'nora',
  'otto',
  'pia',
  'quin',
  'rosa',
  'sven',
  'tara',
  'uma',
  'vito',
  'wren',
  'yara',
  'zoe',
] as const

const mailboxes = [
  { mailbox: 'gmail', weight: 45, domains: ['gmail.com'] },
  { mailbox: 'microsoft', weight: 18, domains: ['outlook.com', 'hotmail.com', 'live.com'] },
  { mailbox: 'yahoo', weight: 9, domains: ['yahoo.com'] },
  { mailbox: 'apple', weight: 11, domains: ['icloud.com', 'me.com'] },
  { mailbox: 'local', weight: 17, domains: [] },
] as const

const localDomains: Readonly<Record<string, readonly string[]>> = {
  DE: ['gmx.de', 'web.de', 't-online.de'],
  GB: ['btinternet.com', 'sky.com', 'yahoo.co.uk'],
  FR: ['orange.fr', 'free.fr', 'laposte.net'],
  NL: ['ziggo.nl', 'kpnmail.nl'],
  IT: ['libero.it', 'virgilio.it'],
  ES: ['telefonica.net'],
  PL: ['wp.pl', 'onet.pl'],
  SE: ['telia.com'],
  US: ['aol.com', 'comcast.net', 'proton.me'],
  CA: ['shaw.ca'],
}

/** The hyphen with so long a name is refused by the great mailbox providers: nobody real is written to. */
const localPart = (random: Random, index: number) =>
  `${random.pick(names)}.${String.fromCodePoint(97 + random.below(26))}.${index}-simulated-reader`

function privateMailbox(random: Random, zone: Zone) {
  const { mailbox, domains } = random.weighted(mailboxes)
  const local = localDomains[zone.country] ?? ['fastmail.com']
  return { mailbox, domain: random.pick(mailbox === 'local' ? local : domains) }
}

const browsesVia = (random: Random, phone: Client) => {
  const draw = random.unit()
  if (phone.browserAgent.includes('iPhone') && draw < 0.08) return 'relay'
  return draw > 0.98 ? 'vpn' : 'home'
}

/** A company where the reader is written to at work. `isProspect`: never signed up, but is written to. */
export function drawContact(
  random: Random,
  world: World,
  index: number,
  { company, isProspect }: { readonly company: Company | null; readonly isProspect: boolean },
): Contact {
  const zone = company?.zone ?? random.weighted(zones)
  const { mailbox, domain } = company
    ? { mailbox: 'company' as const, domain: company.domain }
    : privateMailbox(random, zone)
  const phone = drawPhone(random, mailbox, world.privacy)
  return {
    index,
    address: `${localPart(random, index)}@${domain}`,
    externalId: `C-${10_000 + index}`,
    mailbox,
    company,
    isProspect,
    zone,
    country: random.chance(0.2) ? undefined : zone.country,
    phone,
    desk: drawDesk(random, mailbox, world.privacy),
    onPhone: company ? random.between(0.1, 0.5) : random.between(0.3, 0.95),
    home: household(random),
    browsesVia: browsesVia(random, phone),
    interest: random.normal(-1.2, 1),
    curiosity: random.normal(-2.35, 0.7),
    appetite: Math.min(1, random.exponential(0.2)),
    purse: random.logNormal(1, 0.5),
    rhythm: drawRhythm(random),
    isWeary: false,
    mailboxIsGone: random.chance(0.006),
    pressure: 0,
    pressureAt: 0,
    leftAt: Infinity,
    slips: 0,
    suppressedAt: Infinity,
    refusals: 0,
    fullUntil: 0,
    hasReplied: false,
  }
}

export const drawRhythm = (random: Random) => rhythmOf(random.unit(), random.unit(), random.unit())
