import type { MailboxProvider } from '@airgraph/domain/event.ts'

/** Domains on which the large providers give mailboxes to consumers. A company's own domain is `other` here. */
const domains: Readonly<Record<Exclude<MailboxProvider, 'other'>, readonly string[]>> = {
  gmail: ['gmail.com', 'googlemail.com'],
  apple: ['icloud.com', 'me.com', 'mac.com', 'privaterelay.appleid.com'],
  microsoft: [
    'msn.com',
    'passport.com',
    'windowslive.com',
    'live.com',
    'hotmail.com',
    'outlook.com',
  ],
  yahoo: [
    'ymail.com',
    'rocketmail.com',
    'myyahoo.com',
    'yahoo.com',
    'aol.com',
    'aim.com',
    'netscape.net',
    'wow.com',
    'games.com',
    'love.com',
    'verizon.net',
  ],
}

/** Names that a provider uses under the country's own ending. Yahoo Japan is another company, with its own servers. */
const brands: ReadonlyMap<string, MailboxProvider> = new Map([
  ['outlook', 'microsoft'],
  ['hotmail', 'microsoft'],
  ['live', 'microsoft'],
  ['yahoo', 'yahoo'],
  ['aol', 'yahoo'],
])
const elsewhere = new Set(['yahoo.co.jp', 'yahoo.ne.jp', 'yahoo.jp'])

/** "fr", "co.uk", "com.au" and their like; not "example". */
const countryEnding = /^(?:(?:com?|net)\.)?[a-z]{2}$/

const byDomain = new Map(
  Object.entries(domains).flatMap(([provider, names]) =>
    names.map((name) => [name, provider as MailboxProvider] as const),
  ),
)

export function mailboxProviderOf(domain: string): MailboxProvider {
  const named = byDomain.get(domain)
  if (named) return named
  const dot = domain.indexOf('.')
  const brand = brands.get(domain.slice(0, dot))
  if (brand && countryEnding.test(domain.slice(dot + 1)) && !elsewhere.has(domain)) return brand
  return 'other'
}
