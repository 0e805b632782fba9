import type { MetricsRow } from '@airgraph/domain/answer.ts'
import { providerWords } from '../../words/providers.ts'

const words: Readonly<Partial<Record<string, string>>> = providerWords

export const providerName = ({ by }: Pick<MetricsRow, 'by'>) => {
  const name = by['mailbox-provider'] ?? ''
  return name === '' ? 'Not known' : (words[name] ?? name)
}
