import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRefresher } from './create-refresher.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const refresherThatTakes = (milliseconds: number) => {
  const started: number[] = []
  let running = 0
  let atOnce = 0
  const begin = Date.now()
  const refresher = createRefresher(async () => {
    started.push(Date.now() - begin)
    atOnce = Math.max(atOnce, ++running)
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    running--
  }, 2_000)
  return { ...refresher, started, atOnce: () => atOnce }
}

describe('refreshing', () => {
  it('happens at once, and then at most once in two seconds however often it is asked for', async () => {
    const refresher = refresherThatTakes(10)
    for (let i = 0; i < 50; i++) {
      refresher.ask()
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(refresher.started).toEqual([0, 2_000, 4_000])
  })

  it('is never done twice at a time, and whoever asked meanwhile is served once more', async () => {
    const refresher = refresherThatTakes(5_000)
    refresher.ask()
    await vi.advanceTimersByTimeAsync(4_900)
    refresher.ask()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(refresher.started).toEqual([0, 5_000])
    expect(refresher.atOnce()).toBe(1)
  })

  it('goes on after one that failed', async () => {
    const refresh = vi.fn().mockRejectedValueOnce(new Error('down')).mockResolvedValue(undefined)
    const refresher = createRefresher(refresh, 2_000)
    refresher.ask()
    refresher.ask()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(refresh).toHaveBeenCalledTimes(2)
  })

  it('stops for good', async () => {
    const refresher = refresherThatTakes(10)
    refresher.ask()
    refresher.ask()
    refresher.stop()
    refresher.ask()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(refresher.started).toEqual([0])
  })
})
