/**
 * Calls `refresh` soon after being asked to, at most once in `everyMs`, never twice at a time. Whoever asks while it
 * runs is served by one more run, so the last request is never lost.
 */
export function createRefresher(refresh: () => Promise<unknown>, everyMs: number) {
  let asked = false
  let resting = false
  let stopped = false

  async function run() {
    asked = false
    resting = true
    const rested = new Promise((resolve) => setTimeout(resolve, everyMs))
    await Promise.allSettled([refresh(), rested])
    resting = false
    if (asked && !stopped) void run()
  }

  return {
    ask() {
      asked = true
      if (!resting && !stopped) void run()
    },
    stop() {
      stopped = true
    },
  }
}
