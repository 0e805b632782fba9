import type { MailboxProvider } from '@airgraph/domain/event.ts'
import { LRUCache } from 'lru-cache'
import { getDomain } from 'tldts'
import { mailboxProviderOf } from './mailbox-providers.ts'
import { type Step, nothing } from './step.ts'

interface Mailbox {
  readonly mailboxProvider: MailboxProvider
  readonly recipientDomain: string
}

/** Whose servers the recipient's mail goes to, as far as the domain tells. */
export const mailbox: Step = ({ identity: { address } }) =>
  address === null ? nothing : { event: mailboxAt(address.slice(address.indexOf('@') + 1)) }

const known = new LRUCache<string, Mailbox>({
  max: 50_000,
  memoMethod: (domain) => ({
    mailboxProvider: mailboxProviderOf(domain),
    recipientDomain: getDomain(domain) ?? domain, // a bare host such as "localhost" has none
  }),
})
const mailboxAt = (domain: string) => known.memo(domain)
