/** Does something with each of them, and lets others have a turn after every so many: the event loop stands still for a few milliseconds. */
export async function inTurns<T>(
  all: readonly T[],
  atOnce: number,
  each: (one: T, index: number) => void,
): Promise<void> {
  for (const [index, one] of all.entries()) {
    each(one, index)
    if (index % atOnce === atOnce - 1) await new Promise(setImmediate)
  }
}
