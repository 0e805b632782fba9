const hex = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'))
const byte = (n: number) => hex[n & 255] ?? ''

/** Shuffled within a block, so that ids do not betray what was drawn before what; near ones stay near in memory. */
const block = 4_096
const shuffled = (count: number) => (count & -block) | (Math.imul(count, 0x9e5) & (block - 1)) // odd, hence a permutation

export interface Ids {
  next(): number
  text(id: number): string
}

/** Ids that never repeat within four billion, nor between seeds. */
export function createIds(seed: number): Ids {
  const prefix = `${(seed >>> 0).toString(36)}-`
  let count = 0
  return {
    next: () => shuffled(++count),
    text: (id) => prefix + byte(id >>> 24) + byte(id >>> 16) + byte(id >>> 8) + byte(id),
  }
}
