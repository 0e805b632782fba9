import { isbot } from 'isbot'
import type { Evidence } from './evidence.ts'

/** What a user agent says it is. `unsaid`: the source reports none; `empty`: the client sent none, or no words. */
export type AgentKind =
  | 'unsaid'
  | 'empty'
  | 'bare-mozilla'
  | 'bare-webkit'
  | 'image-proxy'
  | 'security'
  | 'library'
  | 'bot'
  | 'ordinary'

export type Platform = 'windows' | 'mac' | 'ios' | 'android' | 'linux'

export interface Agent {
  readonly kind: AgentKind
  readonly platform: Platform | null
}

/** Proxies that fetch an image when somebody opens the mail. */
const imageProxy = /googleimageproxy|ggpht\.com|yahoomailproxy|seznam-emailproxy|\bmailproxy\b/i
const imageProxyClient = /\b(gmail|google|yahoo|seznam)\b.*\bproxy\b/i

/** Mail security products by the names they put into their agents. */
const security =
  /barracuda|proofpoint|mimecast|safe-?links|fireeye|trellix|trend ?micro|messagelabs|symantec|forcepoint|websense|ironport|sophos|fortimail|fortiguard|avanan|ironscales|hornetsecurity|spamtitan|mailmarshal|mailscanner|cloudmark|vade ?secure|netcraft|urlscan|virustotal|phishtank|zvelo|palo ?alto ?networks/i

/** HTTP libraries and command line tools. Mail apps on phones load images through some of them. */
const library =
  /^(curl|wget|python|python-requests|python-urllib|aiohttp|httpx|go-http-client|okhttp|axios|node-fetch|node|undici|got|java|apache-httpclient|jakarta|libwww-perl|lwp|ruby|faraday|guzzlehttp|php|reqwest|httpie|postmanruntime|insomnia|winhttp|scrapy)\b/i

/** Mail programs whose agent does not look like a browser's, so that bot patterns would catch them. */
const mailProgram =
  /^(outlook-(ios|android)|macoutlook|microsoft (office|outlook)|em ?client|postbox|evolution|thunderbird|the bat|lotus-notes|airmail|spark|mailspring|kmail|k-?9|fairemail|bluemail|canary|newton|mailmate|geary|claws|sylpheed|mutt|samsung ?email|com\.samsung\.android\.email|aqua ?mail|nine|edison|superhuman|dalvik|mailbird|zimbra|applemail|apple mail|mail\/)/i

const platforms: readonly (readonly [Platform, RegExp])[] = [
  ['ios', /iphone|ipad|ipod|\bios\b/i],
  ['android', /android|dalvik/i],
  ['windows', /windows/i],
  ['mac', /macintosh|mac ?os/i],
  ['linux', /linux|x11|cros/i],
]

const kindOf = (userAgent: string): AgentKind => {
  const text = userAgent.trim()
  if (!/[a-z]/i.test(text)) return 'empty'
  if (/^mozilla\/5\.0$/i.test(text)) return 'bare-mozilla'
  if (/applewebkit\/[\d.]+ \(khtml, like gecko\)$/i.test(text)) return 'bare-webkit'
  if (imageProxy.test(text)) return 'image-proxy'
  if (security.test(text)) return 'security'
  if (library.test(text)) return 'library'
  if (mailProgram.test(text)) return 'ordinary'
  return isbot(text) ? 'bot' : 'ordinary'
}

const platformOf = (userAgent: string) =>
  platforms.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? null

const remembered = new Map<string, Agent>()
const mostRemembered = 20_000

function readUserAgent(userAgent: string): Agent {
  const known = remembered.get(userAgent)
  if (known) return known
  if (remembered.size >= mostRemembered) remembered.clear()
  const text = userAgent.slice(0, 1_000)
  const agent = { kind: kindOf(text), platform: platformOf(text) }
  remembered.set(userAgent, agent)
  return agent
}

const unsaid: Agent = { kind: 'unsaid', platform: null }
const proxyByName: Agent = { kind: 'image-proxy', platform: null }
const botByDevice: Agent = { kind: 'bot', platform: null }

/** The agent's own words where there are any, else what its client and device were called. */
export function readAgent(event: Pick<Evidence, 'userAgent' | 'client' | 'device'>): Agent {
  if (event.userAgent !== null) return readUserAgent(event.userAgent)
  if (event.client !== null && imageProxyClient.test(event.client)) return proxyByName
  return event.device === 'bot' ? botByDevice : unsaid
}
