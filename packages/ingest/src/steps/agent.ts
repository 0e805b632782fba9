import type { DeviceClass } from '@airgraph/domain/event.ts'
import { BROWSER_MAP, parse } from 'bowser'

/** A client's family, such as "Apple Mail" or "Chrome", and the kind of device; `null` where the agent does not tell. */
export interface Agent {
  readonly client: string | null
  readonly device: DeviceClass | null
}

interface MailClient extends Agent {
  readonly pattern: RegExp
}

/**
 * Programs that fetch a mail's images, which a list of browsers calls by the name of the browser they imitate.
 * The first that matches is it. A proxy hides the reader's device, so it has none.
 */
const mailClients: readonly MailClient[] = [
  { pattern: /GoogleImageProxy/, client: 'Gmail image proxy', device: null },
  { pattern: /YahooMailProxy/i, client: 'Yahoo image proxy', device: null },
  { pattern: /^Mozilla\/5\.0$/, client: 'Apple Mail privacy proxy', device: null },
  { pattern: /Outlook-iOS|Outlook-Android/, client: 'Outlook mobile', device: 'mobile' },
  {
    pattern: /Microsoft Outlook|MSOffice|ms-office|Microsoft Office/,
    client: 'Outlook',
    device: 'desktop',
  },
  { pattern: /Macintosh.*(?:MacOutlook|Outlook)\//, client: 'Outlook', device: 'desktop' },
  { pattern: /Thunderbird\/|Icedove\//, client: 'Thunderbird', device: 'desktop' },
  { pattern: /Postbox\//, client: 'Postbox', device: 'desktop' },
  { pattern: /Airmail[ /]/, client: 'Airmail', device: null },
  { pattern: /SparkDesktop|Readdle/i, client: 'Spark', device: null },
  { pattern: /eM ?Client\//i, client: 'eM Client', device: 'desktop' },
  { pattern: /BlackBerry.*Mail|BB10.*Mail/, client: 'BlackBerry Mail', device: 'mobile' },
  { pattern: /SamsungEmail|Samsung Email/i, client: 'Samsung Email', device: 'mobile' },
  // Apple Mail says nothing after the engine; Safari, on the same engine, always does.
  {
    pattern: /Macintosh.*AppleWebKit\/[\d.]+ \(KHTML, like Gecko\)$/,
    client: 'Apple Mail',
    device: 'desktop',
  },
  {
    pattern: /iPad.*AppleWebKit\/[\d.]+ \(KHTML, like Gecko\)(?: Mobile\/\w+)?$/,
    client: 'Apple Mail',
    device: 'tablet',
  },
  {
    pattern: /i(?:Phone|Pod).*AppleWebKit\/[\d.]+ \(KHTML, like Gecko\)(?: Mobile\/\w+)?$/,
    client: 'Apple Mail',
    device: 'mobile',
  },
  {
    pattern:
      /^(?:curl|wget|python|go-http-client|java|libwww-perl|ruby|php|axios|node-fetch|node|apache-httpclient|postmanruntime)\b/i,
    client: 'HTTP library',
    device: 'bot',
  },
]

const devices: Readonly<Record<string, DeviceClass>> = {
  desktop: 'desktop',
  mobile: 'mobile',
  tablet: 'tablet',
  bot: 'bot',
}

/** For want of a better name the list answers with any word before a slash: only names it knows are kept. */
const browsers = new Set(Object.values(BROWSER_MAP))

export function readAgent(userAgent: string): Agent {
  for (const { pattern, client, device } of mailClients) {
    if (pattern.test(userAgent)) return { client, device }
  }
  const { browser, platform } = parse(userAgent)
  const name = browser.name ?? ''
  return {
    client: browsers.has(name) ? name : null,
    device: devices[platform.type ?? ''] ?? null,
  }
}
