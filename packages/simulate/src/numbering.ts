const hex4 = Array.from({ length: 65_536 }, (_, n) => n.toString(16).padStart(4, '0'))

/** Odd, hence a permutation of the 32-bit numbers: ids do not betray the order they were drawn in. */
const step = 0x9e3779b1

/** Ids that never repeat within four billion, nor between seeds. */
export function createIds(seed: number): () => string {
  const prefix = `${(seed >>> 0).toString(36)}-`
  let count = 0
  return () => {
    const id = Math.imul(++count, step)
    return prefix + (hex4[id >>> 16] ?? '') + (hex4[id & 0xffff] ?? '')
  }
}
