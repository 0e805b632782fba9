/**
 * Work that costs about the same for one as for many: while some is on its way, more gathers, and is done together after it.
 * Whoever gave something to do hears when it is done, or why it was not.
 */
export function gathered<T>(work: (all: readonly T[]) => Promise<void>) {
  let waiting: T[] = []
  let next: Promise<void> | null = null
  let running: Promise<unknown> = Promise.resolve()

  const begin = () => {
    const mine = waiting
    waiting = []
    next = null
    return work(mine)
  }

  return (some: readonly T[]): Promise<void> => {
    waiting.push(...some)
    if (next === null) {
      next = running.then(begin)
      running = next.catch(() => {}) // those who wait for it hear of it
    }
    return next
  }
}
