/** One measured thing, as the table shows it. */
export interface Figure {
  readonly what: string
  readonly value: string
}

/** The value below which that share of the samples lies. Samples must not be empty. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export const median = (samples: readonly number[]) => quantile(samples, 0.5)

export const perSecond = (count: number, milliseconds: number) =>
  Math.round(count / (milliseconds / 1_000)).toLocaleString('en')

export const ms = (value: number) => `${Math.round(value).toLocaleString('en')} ms`
export const s = (value: number) => `${(value / 1_000).toFixed(1)} s`

/** How long it took, and what came of it. */
export async function timed<T>(work: () => Promise<T>) {
  const started = performance.now()
  const result = await work()
  return { milliseconds: performance.now() - started, result }
}

/** Works the items off, so many at a time; gives how long each took. */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<readonly number[]> {
  const took: number[] = []
  let next = 0
  const worker = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) {
      const one = item
      took.push((await timed(() => work(one))).milliseconds)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return took
}
