/** How often something was seen: what decides who stays. */
export interface Tally {
  seen: number
}

/** Tallies by key, at most so many: when full, the half seen least makes room. */
export function tallies<T extends Tally>(create: () => T, atMost: number) {
  const byKey = new Map<string, T>()
  const makeRoom = () => {
    const middle = [...byKey.values()].map(({ seen }) => seen).sort((a, b) => a - b)[atMost >> 1]
    for (const [key, { seen }] of byKey)
      if (seen <= (middle ?? 0) && byKey.size > atMost >> 1) byKey.delete(key)
  }
  return {
    of(key: string): T {
      const known = byKey.get(key)
      if (known) return known
      if (byKey.size >= atMost) makeRoom()
      const fresh = create()
      byKey.set(key, fresh)
      return fresh
    },
    kept: <U>(atLeast: number, close: (tally: T) => U): Record<string, U> =>
      Object.fromEntries(
        [...byKey]
          .filter(([, { seen }]) => seen >= atLeast)
          .map(([key, tally]) => [key, close(tally)]),
      ),
  }
}

export type Tallies<T extends Tally> = ReturnType<typeof tallies<T>>
