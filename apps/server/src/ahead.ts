/** The same values; each is begun while the one before is still being used. Only for what may overlap. */
export async function* ahead<T>(source: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  let next = source.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done) return
      next = source.next()
      next.catch(() => {}) // thrown where it is awaited
      yield value
    }
  } finally {
    await source.return()
  }
}
