/** Programs that guard a company's mail by following its links, each with its own habits. */
import { anyBrowser } from './clients.ts'
import { pool } from './networks.ts'
import type { Random } from './random.ts'

export interface Scanner {
  readonly name: string
  readonly habit: 'click-all' | 'random-link'
  readonly agents: readonly string[]
  readonly addresses: readonly string[]
  /** Where it looks from when it looks again. */
  readonly elsewhere: readonly string[]
  /** Probabilities, per message: that it looks at all, fetches the images too, and comes back later. */
  readonly looks: number
  readonly fetchesImages: number
  readonly returns: number
  /** Per human click: that it checks the target at that moment. */
  readonly checksClicks: number
  /** Runs the landing page, so that our own script reports a visit. */
  readonly visits: number
  /** Well enough known that sources with a bot flag may flag it. */
  readonly isKnown: boolean
}

interface Make {
  readonly name: string
  readonly weight: number
  readonly clicksAll: number
  readonly agents: (random: Random) => readonly string[]
  readonly networks: readonly string[]
  readonly elsewhere: readonly string[]
  readonly isKnown: boolean
  readonly visits?: number
}

const browsers = (random: Random) => Array.from({ length: 4 }, () => anyBrowser(random))
const clouds = ['3.90.', '13.58.', '34.86.', '35.184.', '20.42.', '159.89.']

/** The makes that every mail team has met. */
export const familiar: readonly Make[] = [
  {
    name: 'cloud-suite',
    weight: 4,
    clicksAll: 0.5,
    agents: browsers,
    networks: ['40.94.', '52.102.', '104.47.'],
    elsewhere: ['20.42.', '51.107.'],
    isKnown: true,
  },
  {
    name: 'gateway-appliance',
    weight: 2,
    clicksAll: 0.85,
    agents: () => [
      'Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/52.0.2743.116 Safari/537.36',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.88 Safari/537.36',
    ],
    networks: ['64.235.154.', '209.222.82.'],
    elsewhere: ['3.90.', '35.184.'],
    isKnown: true,
  },
  {
    name: 'url-defender',
    weight: 2,
    clicksAll: 0.3,
    agents: browsers,
    networks: ['67.231.152.', '148.163.'],
    elsewhere: ['13.58.', '34.86.'],
    isKnown: true,
  },
  {
    name: 'inbox-guard',
    weight: 2,
    clicksAll: 0.6,
    agents: (random) => [...browsers(random), 'Mozilla/5.0 (compatible; InboxGuard/2.1)', ''],
    networks: ['205.139.110.', '207.211.30.'],
    elsewhere: ['54.36.', '159.89.'],
    isKnown: false,
  },
  {
    name: 'home-grown',
    weight: 1,
    clicksAll: 0.8,
    agents: () => ['python-requests/2.31.0', 'curl/8.4.0', 'Go-http-client/2.0'],
    networks: ['62.', '195.'],
    elsewhere: clouds,
    isKnown: false,
  },
]

/** Makes of another family: other networks, other agents, nobody's list has them. */
export const unfamiliar: readonly Make[] = [
  {
    name: 'sandbox-farm',
    weight: 3,
    clicksAll: 0.5,
    agents: (random) => [
      anyBrowser(random),
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/119.0.6045.105 Safari/537.36',
    ],
    networks: ['45.83.', '141.98.', '5.188.'],
    elsewhere: ['103.21.', '185.199.'],
    isKnown: false,
  },
  {
    name: 'slow-auditor',
    weight: 3,
    clicksAll: 0.7,
    agents: browsers,
    networks: ['51.15.', '163.172.'],
    elsewhere: ['141.94.'],
    isKnown: false,
  },
  {
    name: 'phone-imitator',
    weight: 2,
    clicksAll: 0.4,
    agents: () => [
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.0.0 Mobile Safari/537.36',
    ],
    networks: clouds,
    elsewhere: clouds,
    isKnown: false,
  },
]

/** Makes that hide: many agents, household lines, one link at a time, and they run the page's script. */
export const hiding: readonly Make[] = [
  {
    name: 'residential-crawler',
    weight: 2,
    clicksAll: 0.15,
    agents: (random) => Array.from({ length: 40 }, () => anyBrowser(random)),
    networks: ['24.', '71.', '78.', '84.', '86.', '91.'],
    elsewhere: ['2.', '77.', '98.'],
    isKnown: false,
    visits: 0.2,
  },
  {
    name: 'patient-imitator',
    weight: 1,
    clicksAll: 0.05,
    agents: (random) => Array.from({ length: 40 }, () => anyBrowser(random)),
    networks: ['80.187.', '109.40.', '172.58.'],
    elsewhere: ['79.', '93.'],
    isKnown: false,
    visits: 0.1,
  },
]

export function drawScanner(random: Random, makes: readonly Make[]): Scanner {
  const make = random.weighted(makes)
  return {
    name: make.name,
    habit: random.chance(make.clicksAll) ? 'click-all' : 'random-link',
    agents: make.agents(random),
    addresses: pool(random, make.networks, 1 + random.below(12)),
    elsewhere: pool(random, make.elsewhere, 1 + random.below(6)),
    looks: random.between(0.35, 1),
    fetchesImages: random.chance(0.4) ? random.between(0.3, 1) : 0,
    returns: random.chance(0.3) ? random.between(0.05, 0.4) : 0,
    checksClicks: random.chance(0.35) ? random.between(0.3, 0.9) : 0,
    visits: make.visits ?? 0,
    isKnown: make.isKnown,
  }
}

export type Makes = readonly Make[]

const bots = [
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'CCBot/2.0 (https://commoncrawl.org/faq/)',
] as const
export const crawlerAgent = (random: Random) => random.pick(bots)

const previews = [
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'WhatsApp/2.23.20.0',
  'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com',
  'TelegramBot (like TwitterBot)',
] as const
export const previewAgent = (random: Random) => random.pick(previews)
