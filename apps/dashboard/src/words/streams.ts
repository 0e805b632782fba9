import type { Stream } from '@airgraph/domain/event.ts'

const words: Readonly<Record<Stream, string>> = {
  marketing: 'Marketing',
  transactional: 'Transactional',
  outreach: 'Outreach',
}

/** Of any stream: a newer server may know more of them. */
export const streamWords: Readonly<Partial<Record<string, string>>> = words
