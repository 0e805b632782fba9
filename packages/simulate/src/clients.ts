/** What people read their mail with, and as whom it presents itself to the servers it asks. */
import type { Random } from './random.ts'

export type Mailbox = 'gmail' | 'microsoft' | 'yahoo' | 'apple' | 'local' | 'company'

/** How the images of a message are fetched. */
export type Loading = 'direct' | 'blocked' | 'gmail-proxy' | 'yahoo-proxy' | 'apple-privacy'

export interface Client {
  readonly loading: Loading
  readonly isMobile: boolean
  readonly mailAgent: string
  /** Where a link of the message opens. */
  readonly browserAgent: string
}

export const proxyAgents = {
  'gmail-proxy':
    'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
  'yahoo-proxy': 'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html',
} as const

const bare = 'Mozilla/5.0'
const headless =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'
/** As Apple's proxies introduce themselves: mostly in one word. */
export const appleAgent = (random: Random) => (random.chance(0.85) ? bare : headless)

const ios = ['16_7', '17_4_1', '17_6', '18_1', '18_3_2', '18_5'] as const
const chrome = [124, 126, 128, 130, 131, 133, 135] as const
const phones = ['SM-S911B', 'SM-A546B', 'Pixel 7', 'Pixel 8', 'Redmi Note 12', 'CPH2449'] as const
const firefox = [115, 126, 128, 132, 136] as const

const webkit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const blink = (version: number) => `AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0`

const iphone = (version: string) =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS ${version} like Mac OS X) ${webkit}`
const safariOn = (version: string) =>
  `${iphone(version)} Version/${version.slice(0, 2)}.0 Mobile/15E148 Safari/604.1`
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)'
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'

function windowsBrowser(random: Random) {
  const version = random.pick(chrome)
  const kind = random.unit()
  if (kind < 0.62) return `${windows} ${blink(version)} Safari/537.36`
  if (kind < 0.86) return `${windows} ${blink(version)} Safari/537.36 Edg/${version}.0.0.0`
  const gecko = random.pick(firefox)
  return `Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:${gecko}.0) Gecko/20100101 Firefox/${gecko}.0`
}

const macBrowser = (random: Random) =>
  random.chance(0.6)
    ? `${mac} ${webkit} Version/${random.pick([16.6, 17.4, 18.1, 18.3])} Safari/605.1.15`
    : `${mac} ${blink(random.pick(chrome))} Safari/537.36`

const androidBrowser = (random: Random) =>
  `Mozilla/5.0 (Linux; Android ${random.pick([12, 13, 14, 15])}; ${random.pick(phones)}) ${blink(random.pick(chrome))} Mobile Safari/537.36`

/** How likely the owner of such a mailbox reads it in the mail app that came with an Apple device. */
const appleMailShare: Record<Mailbox, number> = {
  apple: 0.97,
  gmail: 0.3,
  microsoft: 0.35,
  yahoo: 0.4,
  local: 0.7,
  company: 0.5,
}

/** Without an Apple app: through the provider's proxy where it has one. */
function webLoading(random: Random, mailbox: Mailbox, blocked: number): Loading {
  if (mailbox === 'gmail') return random.chance(0.04) ? 'blocked' : 'gmail-proxy'
  if (mailbox === 'yahoo') return 'yahoo-proxy'
  return random.chance(blocked) ? 'blocked' : 'direct'
}

const appleLoading = (random: Random, privacy: number): Loading =>
  random.chance(privacy) ? 'apple-privacy' : random.chance(0.04) ? 'blocked' : 'direct'

function drawIphone(random: Random, mailbox: Mailbox, privacy: number): Client {
  const version = random.pick(ios)
  const browserAgent = safariOn(version)
  if (random.chance(appleMailShare[mailbox])) {
    const mailAgent = `${iphone(version)} Mobile/15E148`
    return { loading: appleLoading(random, privacy), isMobile: true, mailAgent, browserAgent }
  }
  const mailAgent = `Outlook-iOS/723.4027091.prod.iphone (4.2425.0) ${iphone(version)}`
  return { loading: webLoading(random, mailbox, 0.1), isMobile: true, mailAgent, browserAgent }
}

function drawAndroid(random: Random, mailbox: Mailbox): Client {
  const browserAgent = androidBrowser(random)
  const mailAgent = browserAgent.replace(/Chrome/, 'Version/4.0 Chrome')
  return { loading: webLoading(random, mailbox, 0.1), isMobile: true, mailAgent, browserAgent }
}

function drawMac(random: Random, mailbox: Mailbox, privacy: number): Client {
  const browserAgent = macBrowser(random)
  if (random.chance(appleMailShare[mailbox] * 0.7)) {
    return {
      loading: appleLoading(random, privacy),
      isMobile: false,
      mailAgent: `${mac} ${webkit}`,
      browserAgent,
    }
  }
  const loading = webLoading(random, mailbox, 0.12)
  return { loading, isMobile: false, mailAgent: browserAgent, browserAgent }
}

const outlook =
  'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Win64; x64; Trident/7.0; .NET4.0C; .NET4.0E; Microsoft Outlook 16.0.17628; ms-office; MSOffice 16)'
const thunderbird = (random: Random) => {
  const version = random.pick([102, 115, 128])
  return `Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:${version}.0) Gecko/20100101 Thunderbird/${version}.6.0`
}

function drawWindows(random: Random, mailbox: Mailbox): Client {
  const browserAgent = windowsBrowser(random)
  const kind = random.unit()
  const program = (mailAgent: string, blocked: number): Client => ({
    loading: random.chance(blocked) ? 'blocked' : 'direct',
    isMobile: false,
    mailAgent,
    browserAgent,
  })
  if (mailbox === 'company' && kind < 0.75) return program(outlook, 0.38)
  if (mailbox === 'company' || mailbox === 'local') {
    if (kind < 0.82) return program(thunderbird(random), 0.6)
  }
  const loading = webLoading(random, mailbox, 0.15)
  return { loading, isMobile: false, mailAgent: browserAgent, browserAgent }
}

/** `privacy`: share of Apple's mail apps that fetch images ahead, through proxies. */
export const drawPhone = (random: Random, mailbox: Mailbox, privacy: number): Client =>
  random.chance(mailbox === 'apple' ? 0.98 : 0.42)
    ? drawIphone(random, mailbox, privacy)
    : drawAndroid(random, mailbox)

export const drawDesk = (random: Random, mailbox: Mailbox, privacy: number): Client =>
  random.chance(mailbox === 'apple' ? 0.8 : 0.2)
    ? drawMac(random, mailbox, privacy)
    : drawWindows(random, mailbox)

/** A browser as somebody would have it, without the person. */
export const anyBrowser = (random: Random) =>
  random.pick([windowsBrowser, macBrowser, androidBrowser])(random)
