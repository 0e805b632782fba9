import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createKeeper } from './create-keeper.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const newsAt = (second: number) => ({
  lastReceivedAt: new Date(second * 1_000).toISOString(),
  days: null,
})
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

/** Answers count up to what is said last. */
function keep({ concerns = true, behind = 0 } = {}) {
  let reached = 0
  const ask = vi.fn(async () =>
    ask.mock.calls.length <= behind ? newsAt(0).lastReceivedAt : newsAt(reached).lastReceivedAt,
  )
  const keeper = createKeeper({ concerns: () => concerns, ask, everyMs: 1_500 })
  const tell = (second: number) => {
    reached = second
    keeper.tell(newsAt(second))
  }
  return { ...keeper, tell, ask }
}

describe('what can be seen', () => {
  it('is asked for at once, and then at most once in a second and a half', async () => {
    const kept = keep()
    kept.see(true)
    for (let second = 1; second <= 6; second++) {
      kept.tell(second)
      await pass(499)
    }
    expect(kept.ask).toHaveBeenCalledTimes(2)
    await pass(60_000)
    expect(kept.ask).toHaveBeenCalledTimes(3)
  })

  it('is asked for again until the answer has reached the news, but not for ever', async () => {
    const soon = keep({ behind: 2 })
    soon.see(true)
    soon.tell(10)
    await pass(60_000)
    expect(soon.ask).toHaveBeenCalledTimes(3)
    const never = keep({ behind: Infinity })
    never.see(true)
    never.tell(10)
    await pass(60_000)
    expect(never.ask).toHaveBeenCalledTimes(6)
  })

  it('is left alone by news that does not concern it', async () => {
    const kept = keep({ concerns: false })
    kept.see(true)
    kept.tell(1)
    await pass(10_000)
    expect(kept.ask).not.toHaveBeenCalled()
  })
})

describe('what cannot be seen', () => {
  it('is not asked for, and once when it comes into view', async () => {
    const kept = keep()
    for (let second = 1; second <= 20; second++) {
      kept.tell(second)
      await pass(1_000)
    }
    expect(kept.ask).not.toHaveBeenCalled()
    kept.see(true)
    await pass(10_000)
    expect(kept.ask).toHaveBeenCalledTimes(1)
    kept.see(false)
    kept.see(true)
    await pass(10_000)
    expect(kept.ask).toHaveBeenCalledTimes(1)
  })

  it('stops being asked for when it goes out of view', async () => {
    const kept = keep()
    kept.see(true)
    kept.tell(1)
    kept.tell(2)
    kept.see(false)
    await pass(10_000)
    expect(kept.ask).toHaveBeenCalledTimes(1)
    kept.see(true)
    await pass(10_000)
    expect(kept.ask).toHaveBeenCalledTimes(2)
  })
})

it('what is gone asks nothing', async () => {
  const kept = keep()
  kept.see(true)
  kept.stop()
  kept.tell(1)
  await pass(10_000)
  expect(kept.ask).not.toHaveBeenCalled()
})
