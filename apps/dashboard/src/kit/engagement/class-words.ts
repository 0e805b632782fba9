import type { EngagementClass } from '@airgraph/domain/verdict.ts'

interface Words {
  readonly title: string
  readonly means: string
}

export const classWords: Record<EngagementClass, Words> = {
  human: { title: 'Human', means: 'A person opened or clicked.' },
  proxy: {
    title: 'Image proxy',
    means: 'Gmail or Yahoo fetched the images, as a rule for a person. Counts as human.',
  },
  prefetch: {
    title: 'Prefetch',
    means: 'Apple Mail fetched ahead of any person. Counts as a machine.',
  },
  scanner: {
    title: 'Scanner',
    means: 'A security check, crawler or script. Counts as a machine.',
  },
  unknown: {
    title: 'Undecided',
    means: 'The evidence contradicts itself. Counts under “All” only.',
  },
}
