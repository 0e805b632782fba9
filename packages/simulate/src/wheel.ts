const minute = 60_000
const slots = 2 ** 16

/** How far ahead something may be put. Whoever plans for later must cap it. */
export const horizon = (slots - 1) * minute

const none: readonly never[] = []

/**
 * Things to come, by the minute. Holds only what has been put and not yet taken, so that a run of
 * any length needs memory for its look-ahead alone.
 */
export class Wheel<T extends { readonly at: number }> {
  readonly #slots: (T[] | undefined)[] = Array.from({ length: slots })
  #minute: number

  constructor(from: number) {
    this.#minute = Math.floor(from / minute)
  }

  /** What is overdue comes in the next minute to be taken. */
  put(thing: T) {
    const due = Math.max(Math.floor(thing.at / minute), this.#minute)
    if (due - this.#minute >= slots) throw new RangeError('put beyond the horizon')
    const slot = this.#slots[due % slots]
    if (slot) slot.push(thing)
    else this.#slots[due % slots] = [thing]
  }

  /** The next minute's things, earliest first; of one moment in the order they were put. */
  take(): readonly T[] {
    const place = this.#minute++ % slots
    const taken = this.#slots[place]
    if (!taken) return none
    this.#slots[place] = undefined
    return taken.sort((a, b) => a.at - b.at)
  }
}
