/** Tells whether anything was written since: a number for what is there now, `null` while that is changing. */
export function countEditions() {
  let underway = 0
  let edition = 0
  return {
    get now() {
      return underway > 0 ? null : edition
    },
    async during<T>(write: () => Promise<T>): Promise<T> {
      underway += 1
      edition += 1
      try {
        return await write()
      } finally {
        underway -= 1
      }
    },
  }
}
