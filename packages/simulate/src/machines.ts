/** What touches a delivered message without anybody reading it. */
import type { Loading } from './clients.ts'
import { appleAgent, proxyAgents } from './clients.ts'
import type { Message } from './outbox.ts'
import type { Run } from './run.ts'
import { crawlerAgent } from './scanners.ts'
import type { Scanner } from './scanners.ts'
import { sources } from './sources.ts'
import type { Cause } from './truth.ts'

const second = 1_000
const hour = 3_600_000

interface Visitor {
  readonly userAgent: string
  readonly ip: string
  readonly country: string | undefined
  readonly actor?: string
  readonly isKnown: boolean
}

function machineOpen(
  run: Run,
  message: Message,
  at: number,
  visitor: Visitor,
  cause: Cause,
  loading: Loading,
) {
  const { source } = message.campaign
  const { isKnown: isKnownMachine, userAgent, ip, actor } = visitor
  const flags = source.flags({ kind: 'opened', cause, loading, isKnownMachine }, run.random)
  const country = source.tellsCountry ? visitor.country : undefined
  run.outbox.message(message, 'opened', at, { cause, actor, userAgent, ip, country, flags })
}

function machineClick(
  run: Run,
  message: Message,
  at: number,
  visitor: Visitor,
  cause: Cause,
  url: string,
) {
  const { source } = message.campaign
  const { isKnown: isKnownMachine, userAgent, ip, actor } = visitor
  const fetch = { kind: 'clicked', cause, loading: 'direct', isKnownMachine } as const
  const flags = source.flags(fetch, run.random)
  const country = source.tellsCountry ? visitor.country : undefined
  run.outbox.message(message, 'clicked', at, { cause, actor, url, userAgent, ip, country, flags })
}

/** When each proxy has the images already, so that it need not ask for them again; Infinity: it has not. */
export interface Prefetched {
  readonly apple: number
  readonly gmail: number
}

export function prefetch(run: Run, message: Message, deliveredAt: number): Prefetched {
  return {
    apple: applePrefetch(run, message, deliveredAt),
    gmail: gmailPrefetch(run, message, deliveredAt),
  }
}

/** Whether or not the owner ever reads: the device fetches when it is at rest. */
function applePrefetch(run: Run, message: Message, deliveredAt: number): number {
  const { random, world, networks } = run
  const { phone, desk, zone } = message.contact
  if (phone.loading !== 'apple-privacy' && desk.loading !== 'apple-privacy') return Infinity
  if (random.chance(0.08)) return Infinity // no Wi-Fi, or filed as junk
  const at = deliveredAt + world.prefetchDelay(random)
  const visit = (when: number) => {
    const ip = random.pick(networks.apple)
    const visitor = { userAgent: appleAgent(random), ip, country: zone.country, isKnown: true }
    machineOpen(run, message, when, visitor, 'apple-prefetch', 'apple-privacy')
  }
  visit(at)
  if (phone.loading === desk.loading && random.chance(0.25)) visit(at + random.exponential(hour))
  return at
}

function gmailPrefetch(run: Run, message: Message, deliveredAt: number): number {
  const { random, world, networks } = run
  const { contact } = message
  const isRead = contact.phone.loading === 'gmail-proxy' || contact.desk.loading === 'gmail-proxy'
  if (!isRead || !random.chance(world.proxyPrefetch)) return Infinity
  const at = deliveredAt + random.between(0.5, 20) * second
  const visitor = {
    userAgent: proxyAgents['gmail-proxy'],
    ip: random.pick(networks.gmail),
    country: 'US',
    isKnown: false,
  }
  machineOpen(run, message, at, visitor, 'gmail-proxy-prefetch', 'gmail-proxy')
  return at
}

const guise = (run: Run, scanner: Scanner, addresses: readonly string[]): Visitor => ({
  userAgent: run.random.pick(scanner.agents),
  ip: run.random.pick(addresses),
  country: 'US',
  actor: scanner.name,
  isKnown: scanner.isKnown,
})

/** The guard of the company's mail looks at what came in. */
export function scan(run: Run, message: Message, deliveredAt: number) {
  const scanner = message.contact.company?.scanner
  if (!scanner || !run.random.chance(scanner.looks)) return
  const at = deliveredAt + run.world.scannerDelay(run.random)
  const visitor = guise(run, scanner, scanner.addresses)
  if (run.random.chance(scanner.fetchesImages)) {
    const other = { ...guise(run, scanner, scanner.addresses), ip: visitor.ip }
    machineOpen(run, message, at, other, 'scanner-open', 'direct')
  }
  const cause = scanner.habit === 'click-all' ? 'scanner-click-all' : 'scanner-random-link'
  followLinks(run, message, at, visitor, cause)
  if (run.random.chance(scanner.visits)) pretendToVisit(run, message, at)
  if (!run.random.chance(scanner.returns)) return
  const again = at + run.world.returnDelay(run.random)
  followLinks(run, message, again, guise(run, scanner, scanner.elsewhere), 'scanner-rescan')
}

function followLinks(run: Run, message: Message, from: number, visitor: Visitor, cause: Cause) {
  const { random } = run
  const { links } = message.campaign
  const all = cause === 'scanner-click-all' || (cause === 'scanner-rescan' && random.chance(0.3))
  const chosen = all ? links : [random.pick(links)]
  let at = from
  for (const url of chosen) {
    at += random.exponential(random.chance(0.8) ? 350 : 4 * second)
    machineClick(run, message, at, visitor, cause, url)
  }
}

/** Some run the landing page as a browser would. */
function pretendToVisit({ random, outbox }: Run, message: Message, at: number) {
  const url = random.pick(message.campaign.links)
  const visitedAt = at + random.between(2, 9) * second
  outbox.other(sources.shop, visitedAt, { kind: 'visited', messageId: message.id, url })
}

export interface Click {
  readonly at: number
  readonly url: string
  readonly deliveredAt: number
}

/** The link of a human click is checked at that moment, from elsewhere: just before, or soon after. */
export function checkClick(run: Run, message: Message, click: Click) {
  const scanner = message.contact.company?.scanner
  if (!scanner || !run.random.chance(scanner.checksClicks)) return
  const at = Math.max(click.at + run.random.between(-3, 14) * second, click.deliveredAt)
  const visitor = guise(run, scanner, scanner.elsewhere)
  machineClick(run, message, at, visitor, 'scanner-at-click', click.url)
}

/** Copies that get about: mail archives, pasted links. */
export function crawl(run: Run, message: Message, deliveredAt: number) {
  const { random, world, networks } = run
  if (!random.chance(world.crawled)) return
  followCopy(run, message, deliveredAt + random.between(0.2, 70) * hour, {
    userAgent: crawlerAgent(random),
    ip: random.pick(networks.crawlers),
    cause: 'crawler',
    url: random.pick(message.campaign.links),
  })
}

interface Copy {
  readonly userAgent: string
  readonly ip: string
  readonly cause: Cause
  readonly url: string
}

/** Somebody else's program follows a link of the message. */
export function followCopy(
  run: Run,
  message: Message,
  at: number,
  { userAgent, ip, cause, url }: Copy,
) {
  machineClick(run, message, at, { userAgent, ip, country: 'US', isKnown: false }, cause, url)
}
