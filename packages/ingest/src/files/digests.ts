/** What is known of a digest that came before. */
export interface Seen {
  /** Where it came first. */
  readonly line: number
  /** How often, this time included. */
  readonly times: number
}

/** A digest is kept as so many words of 30 bits, five letters of base64url each: enough to never be another's. */
const words = 4
const lettersInWord = 5
const firstSize = 1 << 12
const fullAt = 0.7

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const valueOf = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, letters.indexOf(String.fromCharCode(code))),
)

/**
 * How often each digest came, and where first. A million take 50 MB: they lie in numbers beside one another, by open
 * addressing, for as strings in a `Map` they take several times as much.
 */
export function createDigests() {
  let slots = firstSize
  let keys = new Uint32Array(slots * words)
  let lines = new Uint32Array(slots)
  /** 0 where the slot is free. */
  let times = new Uint32Array(slots)
  let size = 0
  const key = new Uint32Array(words)

  const isAt = (slot: number) => {
    for (let i = 0; i < words; i++) if (keys[slot * words + i] !== key[i]) return false
    return true
  }
  /** Of `key`: where it is, or the free slot where it belongs. */
  const find = (): number => {
    let slot = (key[0] ?? 0) % slots
    while (times[slot] !== 0 && !isAt(slot)) slot = (slot + 1) % slots
    return slot
  }
  const put = (slot: number, line: number, count: number) => {
    keys.set(key, slot * words)
    lines[slot] = line
    times[slot] = count
  }
  const grow = () => {
    const before = { keys, lines, times }
    slots *= 2
    keys = new Uint32Array(slots * words)
    lines = new Uint32Array(slots)
    times = new Uint32Array(slots)
    for (const [from, count] of before.times.entries()) {
      if (count === 0) continue
      key.set(before.keys.subarray(from * words, (from + 1) * words))
      put(find(), before.lines[from] ?? 0, count)
    }
  }

  return {
    /** `digest` is base64url, of twenty letters or more. */
    add(digest: string, line: number): Seen {
      if (size >= slots * fullAt) grow()
      readWords(digest, key)
      const slot = find()
      const before = times[slot] ?? 0
      if (before === 0) {
        put(slot, line, 1)
        size += 1
      } else times[slot] = before + 1
      return { line: lines[slot] ?? line, times: before + 1 }
    },
  }
}

function readWords(digest: string, into: Uint32Array) {
  for (let word = 0, at = 0; word < words; word++) {
    let value = 0
    for (const end = at + lettersInWord; at < end; at++)
      value = (value << 6) | (valueOf[digest.charCodeAt(at)] ?? 0)
    into[word] = value
  }
}
