/** What a person does with a delivered message. */
import { impossible } from '@airgraph/domain/failure.ts'
import type { Client } from './clients.ts'
import { anyBrowser, appleAgent, proxyAgents } from './clients.ts'
import { drawRhythm } from './contact.ts'
import type { Contact } from './contact.ts'
import { leave } from './leaving.ts'
import { checkClick, followCopy } from './machines.ts'
import type { Prefetched } from './machines.ts'
import { household } from './networks.ts'
import type { Message } from './outbox.ts'
import { hourOfWeek, isOfficeHour } from './rhythm.ts'
import type { Run } from './run.ts'
import { localTime } from './run.ts'
import { previewAgent } from './scanners.ts'
import { land } from './shop.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

const logistic = (logit: number) => 1 / (1 + Math.exp(-logit))

/** A message in front of somebody: who they are to the servers, and what their proxies hold already. */
interface Session {
  readonly message: Message
  readonly deliveredAt: number
  readonly prefetched: Prefetched
  readonly client: Client
  readonly ip: string
  readonly country: string | undefined
  readonly actor?: string
}

/** `extra`: mails a week beyond what the contact is used to. */
export function receive(
  run: Run,
  message: Message,
  at: number,
  prefetched: Prefetched,
  extra: number,
) {
  const { random, world } = run
  const { contact, campaign, variant } = message
  const interest = contact.isWeary ? -7 : contact.interest + world.fatigue * extra
  const inJunk = random.chance(0.03) ? -3 : 0
  if (!random.chance(logistic(interest + campaign.open + variant.open + inJunk))) {
    leave(run, message, at, { hasRead: false, extra })
    return
  }
  const lookedAt = firstLook(run, contact, at)
  const session = begin(run, message, at, prefetched, lookedAt)
  loadImages(run, session, lookedAt, true)
  follow(run, session, lookedAt)
  lookAgain(run, session, lookedAt)
  if (campaign.stream === 'outreach') reply(run, message, lookedAt)
  leave(run, message, lookedAt, { hasRead: true, extra })
}

/** The moment is put off while the rhythm of the contact's week is against it. */
function firstLook(run: Run, contact: Contact, deliveredAt: number): number {
  const { random, world } = run
  let at = deliveredAt + world.attention(random)
  for (let tries = 0; tries < 12; tries++) {
    const likely = contact.rhythm[hourOfWeek(localTime(run, contact, at))] ?? 1
    if (random.chance(likely)) return at
    at += random.exponential(1.6 * hour)
  }
  return at
}

function begin(
  run: Run,
  message: Message,
  deliveredAt: number,
  prefetched: Prefetched,
  at: number,
): Session {
  const { contact, campaign } = message
  const isAtWork = contact.company !== null && isOfficeHour(localTime(run, contact, at))
  const client = run.random.chance(isAtWork ? contact.onPhone / 2 : contact.onPhone)
    ? contact.phone
    : contact.desk
  const ip = lineOf(run, contact, client, isAtWork)
  const country = campaign.source.tellsCountry ? contact.country : undefined
  return { message, deliveredAt, prefetched, client, ip, country }
}

function lineOf({ random, networks }: Run, contact: Contact, client: Client, isAtWork: boolean) {
  if (contact.browsesVia === 'vpn') return random.pick(networks.vpn)
  if (client.isMobile && random.chance(0.45)) return random.pick(networks.mobile)
  if (contact.browsesVia === 'relay' && client.isMobile) return random.pick(networks.relay)
  if (isAtWork && contact.company) return random.pick(contact.company.lines)
  return contact.home
}

interface Loaded {
  readonly userAgent: string
  readonly ip: string
}

/** As whom the images are asked for; `null` where nobody asks. */
function request(run: Run, session: Session, at: number, isFirst: boolean): Loaded | null {
  const { random, networks } = run
  const { client, prefetched, ip } = session
  switch (client.loading) {
    case 'direct':
      return { userAgent: client.mailAgent, ip }
    case 'blocked': // now and then somebody asks for the pictures after all
      return random.chance(0.08) ? { userAgent: client.mailAgent, ip } : null
    case 'gmail-proxy':
      if ((!isFirst || at > prefetched.gmail) && !random.chance(0.25)) return null
      return { userAgent: proxyAgents['gmail-proxy'], ip: random.pick(networks.gmail) }
    case 'yahoo-proxy':
      if (!isFirst && !random.chance(0.4)) return null
      return { userAgent: proxyAgents['yahoo-proxy'], ip: random.pick(networks.yahoo) }
    case 'apple-privacy':
      if ((!isFirst || at > prefetched.apple) && !random.chance(0.03)) return null
      return { userAgent: appleAgent(random), ip: random.pick(networks.apple) }
    default:
      return impossible(client.loading)
  }
}

function loadImages(run: Run, session: Session, at: number, isFirst: boolean) {
  const loaded = request(run, session, at, isFirst)
  if (!loaded) return
  const { message, client, country, actor } = session
  const { source } = message.campaign
  const { loading } = client
  const flags = source.flags(
    { kind: 'opened', cause: 'person', loading, isKnownMachine: false },
    run.random,
  )
  run.outbox.message(message, 'opened', at, { cause: 'person', actor, ...loaded, country, flags })
}

/** Some follow several links, one after another; a few open them all at once. */
function follow(run: Run, session: Session, openedAt: number) {
  const { random, world } = run
  const { contact, campaign, variant } = session.message
  if (!random.chance(logistic(contact.curiosity + campaign.click + variant.click))) return
  const content = campaign.links.length - 3
  const isBurst = content > 1 && random.chance(world.bursts)
  let at = openedAt + world.reading(random)
  for (let left = isBurst ? content : 1; left > 0; left--) {
    click(run, session, at, isBurst ? left - 1 : chooseLink(run, content))
    if (!isBurst && random.chance(0.22)) left++
    at += isBurst ? random.between(250, 2_500) : world.reading(random)
  }
}

/** Mostly the first; now and then one of the footer's. */
const chooseLink = ({ random }: Run, content: number) =>
  random.chance(0.05) ? content + random.below(3) : Math.floor(random.unit() ** 2.5 * content)

function click(run: Run, session: Session, at: number, link: number) {
  const { message, client, ip, country, deliveredAt, actor } = session
  const { links, source } = message.campaign
  const url = links[link] ?? ''
  const flags = source.flags(
    { kind: 'clicked', cause: 'person', loading: 'direct', isKnownMachine: false },
    run.random,
  )
  const userAgent = client.browserAgent
  run.outbox.message(message, 'clicked', at, {
    cause: 'person',
    actor,
    url,
    userAgent,
    ip,
    country,
    flags,
  })
  checkClick(run, message, { at, url, deliveredAt })
  land(run, message, at, url)
  if (run.random.chance(run.world.pasted)) paste(run, message, at, url)
}

/** Into a chat, whose server fetches a preview. */
function paste(run: Run, message: Message, clickedAt: number, url: string) {
  const { random, networks } = run
  const userAgent = previewAgent(random)
  const ip = random.pick(networks.crawlers)
  const at = clickedAt + random.logNormal(3 * minute, 1)
  followCopy(run, message, at, { userAgent, ip, cause: 'link-preview', url })
}

/** The same person later, perhaps elsewhere; or a colleague to whom it was passed on. */
function lookAgain(run: Run, session: Session, firstAt: number) {
  const { random } = run
  const { message, deliveredAt, prefetched } = session
  let at = firstAt
  while (random.chance(0.22)) {
    at += random.logNormal(5 * hour, 1.4)
    if (at > firstAt + 9 * 24 * hour) return
    loadImages(run, begin(run, message, deliveredAt, prefetched, at), at, false)
  }
  if (message.contact.company && random.chance(0.012)) passOn(run, session, firstAt)
}

function passOn(run: Run, session: Session, at: number) {
  const { random } = run
  const agent = anyBrowser(random)
  const client: Client = {
    loading: 'direct',
    isMobile: false,
    mailAgent: agent,
    browserAgent: agent,
  }
  const ip = session.message.contact.company?.lines[0] ?? household(random)
  const colleague = { ...session, client, ip, actor: 'colleague' }
  const openedAt = at + random.logNormal(40 * minute, 1.2)
  loadImages(run, colleague, openedAt, true)
  if (random.chance(0.2)) click(run, colleague, openedAt + run.world.reading(random), 0)
}

function reply({ random, outbox }: Run, message: Message, readAt: number) {
  const { contact } = message
  if (contact.hasReplied || !random.chance(0.05)) return
  contact.hasReplied = true
  outbox.message(message, 'replied', readAt + 20 * second + random.logNormal(25 * minute, 1.3))
}

/** A new job: another week, and often nobody reads the old mailbox any more. */
export function changeJob({ random }: Run, contact: Contact) {
  contact.rhythm = drawRhythm(random)
  if (random.chance(contact.company ? 0.25 : 0.04)) contact.mailboxIsGone = true
}
