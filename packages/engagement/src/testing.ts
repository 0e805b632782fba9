import type { EventKind } from '@airgraph/domain/event.ts'
import type { EventId } from '@airgraph/domain/ids.ts'
import type { Verdict } from '@airgraph/domain/verdict.ts'
import { type Evidence, noWorkspaceEvidence, type WorkspaceEvidence } from './evidence.ts'
import { judgeContact } from './judge.ts'

export const agents = {
  chromeOnWindows:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  safariOnMac:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  safariOnPhone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  outlook:
    'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/7.0; Microsoft Outlook 16.0.4266; ms-office; MSOffice 16)',
  gmailProxy:
    'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
  applePrefetch: 'Mozilla/5.0',
  appleWebkit:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)',
} as const

export const networks = {
  home: '198.51.100.0/24',
  office: '203.0.113.0/24',
  elsewhere: '192.0.2.0/24',
  protection: '40.107.22.0/24',
  azure: '20.70.10.0/24',
  barracuda: '64.235.150.0/24',
  relay: '104.28.31.0/24',
} as const

type Details = Partial<Evidence> & { readonly id?: string; readonly day?: number }

/** "09:00", "09:00:05" or "09:00:05.120" of a day in November 2026, the 2nd where not said. */
const time = (clock: string, day: number) => {
  const date = `2026-11-${String(day).padStart(2, '0')}`
  return new Date(`${date}T${clock.length === 5 ? `${clock}:00` : clock}Z`)
}

/** Of the message "welcome", by nobody in particular; its id is its kind and clock, such as "clicked 09:00". */
const event =
  (kind: EventKind) =>
  (clock: string, { id, day, ...details }: Details = {}): Evidence => ({
    eventId: (id ?? `${kind} ${clock}`) as EventId,
    kind,
    occurredAt: time(clock, day ?? 2),
    messageId: 'welcome',
    campaignId: null,
    url: kind === 'clicked' ? 'https://shop.example/sale' : null,
    userAgent: null,
    client: null,
    device: null,
    ipNetwork: null,
    mailboxProvider: null,
    recipientDomain: null,
    country: null,
    flags: [],
    source: 'test',
    ...details,
  })

export const sent = event('sent')
export const accepted = event('accepted')
export const delivered = event('delivered')
export const opened = event('opened')
export const clicked = event('clicked')
export const visited = event('visited')
export const converted = event('converted')
export const replied = event('replied')
export const complained = event('complained')
export const unsubscribed = event('unsubscribed')

export const verdicts = (
  events: readonly Evidence[],
  workspace: WorkspaceEvidence = noWorkspaceEvidence,
) => judgeContact(events, workspace)

/** Of the last event told. */
export function verdictOn(...events: readonly Evidence[]): Verdict {
  const verdict = verdicts(events).get(events.at(-1)?.eventId ?? ('' as EventId))
  if (!verdict) throw new Error('the last event told is neither open nor click')
  return verdict
}

/** Of the event of that id, among events that are told in order. */
export function verdictOf(
  id: string,
  events: readonly Evidence[],
  workspace?: WorkspaceEvidence,
): Verdict {
  const verdict = verdicts(events, workspace).get(id as EventId)
  if (!verdict) throw new Error(`no verdict on ${id}`)
  return verdict
}
