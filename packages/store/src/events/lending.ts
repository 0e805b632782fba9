interface Lendable {
  close(): Promise<unknown>
}

/**
 * Connections that are lent to one at a time. One on which something failed is rinsed before it is lent again: what the
 * embedded engine had written of a failed answer comes out in front of the next answer on the same connection.
 */
export function createLending<C extends Lendable>(
  open: () => C,
  most: number,
  rinse: (connection: C) => Promise<unknown>,
) {
  const free: C[] = []
  const waiting: ((connection: C) => void)[] = []
  let opened = 0

  const take = (): Promise<C> => {
    const there = free.pop()
    if (there !== undefined) return Promise.resolve(there)
    if (opened < most) {
      opened += 1
      return Promise.resolve(open())
    }
    return new Promise((resolve) => waiting.push(resolve))
  }
  const give = (connection: C) => {
    const next = waiting.shift()
    if (next === undefined) free.push(connection)
    else next(connection)
  }

  return {
    async lend<T>(work: (connection: C) => Promise<T>): Promise<T> {
      const connection = await take()
      try {
        return await work(connection)
      } catch (error) {
        await rinse(connection).catch(() => {})
        throw error
      } finally {
        give(connection)
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(free.map((connection) => connection.close()))
    },
  }
}
