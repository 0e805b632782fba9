import { createTurns } from '../turns.ts'

/** Lets one piece of work of a key in at a time, in the order they came; those of other keys go on meanwhile. */
export function createKeyedTurns() {
  const lanes = new Map<
    string,
    { readonly inTurn: ReturnType<typeof createTurns>; waiting: number }
  >()
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const lane = lanes.get(key) ?? { inTurn: createTurns(), waiting: 0 }
    lanes.set(key, lane)
    lane.waiting += 1
    try {
      return await lane.inTurn(work)
    } finally {
      lane.waiting -= 1
      if (lane.waiting === 0) lanes.delete(key)
    }
  }
}
