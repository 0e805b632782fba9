import type { MailboxProvider } from '@airgraph/domain/event.ts'

export const providerWords: Readonly<Record<MailboxProvider, string>> = {
  gmail: 'Gmail',
  microsoft: 'Microsoft',
  yahoo: 'Yahoo',
  apple: 'Apple',
  other: 'Others',
}
