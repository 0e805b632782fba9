/** The keys that came last, at least half as many as it may hold: the older half is forgotten at once, which costs nothing per key. */
export function createRecent(most: number) {
  let young = new Set<string>()
  let old = new Set<string>()
  return {
    has: (key: string) => young.has(key) || old.has(key),
    add(key: string) {
      if (young.size >= most / 2) {
        old = young
        young = new Set()
      }
      young.add(key)
    },
  }
}

export type Recent = ReturnType<typeof createRecent>
