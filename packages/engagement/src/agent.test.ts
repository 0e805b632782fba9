import { readFileSync } from 'node:fs'
import { cannotRunWithout, dataset } from '@airgraph/domain/testing.ts'
import { describe, expect, it } from 'vitest'
import { readAgent } from './agent.ts'
import { agents } from './testing.ts'

const kindOf = (userAgent: string | null) =>
  readAgent({ userAgent, client: null, device: null }).kind

const ordinary = [
  agents.chromeOnWindows,
  agents.safariOnMac,
  agents.safariOnPhone,
  agents.outlook,
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0',
  'Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Thunderbird/102.5.0',
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 10; CUBOT_X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 13; SM-S911B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Superhuman/1038 Chrome/124.0.0.0 Electron/30.0.1 Safari/537.36',
  'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.14326; Pro)',
  'Outlook-iOS/711.2620504.prod.iphone (4.28.0)',
  'Outlook-Android/2.0',
  'MacOutlook/16.73.23051401 (Intelx64 Mac OS X Version 13.4)',
  'Dalvik/2.1.0 (Linux; U; Android 13; SM-G991B Build/TP1A.220624.014)',
  'Spark/3.1 CFNetwork/1408.0.4 Darwin/22.5.0',
  'Airmail 573 rv:1.0 (iPhone; iOS 17)',
  'eM Client/9.2.1841.0',
  'PostboxApp/7.0.60',
  'Evolution/3.44.4',
  'Lotus-Notes/6.0; Windows-NT',
]

describe('what a user agent says it is', () => {
  it.each(ordinary)('ordinary: %s', (agent) => {
    expect(kindOf(agent)).toBe('ordinary')
  })

  it.each([
    [null, 'unsaid'],
    ['', 'empty'],
    ['   ', 'empty'],
    ['Mozilla/5.0', 'bare-mozilla'],
    [agents.appleWebkit, 'bare-webkit'],
    [agents.gmailProxy, 'image-proxy'],
    ['YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html', 'image-proxy'],
    ['Mozilla/5.0 (compatible; Mimecast URL Protect)', 'security'],
    ['okhttp/4.12.0', 'library'],
    ['Go-http-client/2.0', 'library'],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36',
      'bot',
    ],
    ['-', 'empty'],
    ['\u0000\uFFFD', 'empty'],
  ] as const)('%j is %s', (agent, kind) => {
    expect(kindOf(agent)).toBe(kind)
  })

  it('where the agent is unsaid, its client’s name may tell', () => {
    const unsaid = { userAgent: null, device: null }
    expect(readAgent({ ...unsaid, client: 'Gmail image proxy' }).kind).toBe('image-proxy')
    expect(readAgent({ ...unsaid, client: 'Gmail' }).kind).toBe('unsaid')
    expect(readAgent({ userAgent: null, client: null, device: 'bot' }).kind).toBe('bot')
  })

  it('a megabyte of agent is read no slower than a line', () => {
    const start = performance.now()
    for (const unit of ['a', 'Mozilla/5.0 ', '(KHTML, ', 'AppleWebKit/1.1.1'])
      kindOf(unit.repeat(1_000_000 / unit.length))
    expect(performance.now() - start).toBeLessThan(500)
  })

  it.each([
    [agents.chromeOnWindows, 'windows'],
    [agents.safariOnMac, 'mac'],
    [agents.safariOnPhone, 'ios'],
    ['Dalvik/2.1.0 (Linux; U; Android 13)', 'android'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Firefox/102.0', 'linux'],
    ['curl/8.5.0', null],
  ])('%s runs on %s', (userAgent, platform) => {
    expect(readAgent({ userAgent, client: null, device: null }).platform).toBe(platform)
  })
})

const crawlers = dataset('bots/crawler-user-agents.json')

const machines = new Set(['bot', 'library', 'security', 'empty', 'image-proxy'])

describe('the crawlers that others have met', () => {
  it.skipIf(cannotRunWithout(crawlers))('are known, 99 of 100', () => {
    const listed = JSON.parse(readFileSync(crawlers, 'utf8')) as { instances?: string[] }[]
    const instances = listed.flatMap((entry) => entry.instances ?? [])
    const known = instances.filter((agent) => machines.has(kindOf(agent)))
    expect(instances.length).toBeGreaterThan(2_000)
    expect(known.length / instances.length).toBeGreaterThan(0.99)
  })
})
