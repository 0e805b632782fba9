import { Skeleton } from '@mantine/core'
import { keyMetrics } from './questions.ts'

export const KeyNumbersSkeleton = () => (
  <section className="key-numbers overview-wide" aria-label="Key numbers" aria-busy>
    {keyMetrics.map((metric) => (
      <div className="key-number" key={metric}>
        <Skeleton height={12} width="60%" my={4} />
        <Skeleton height={24} width="75%" my={8} />
        <Skeleton height={12} width="45%" my={4} />
      </div>
    ))}
  </section>
)
