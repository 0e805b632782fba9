import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createCarrier } from './carrier.ts'
import { type Frame, lastOf } from './frames.ts'

const frame = (first: number, rows = 1): Frame => ({ first, rows, bytes: Buffer.of() })

/** One that writes down what it inserts; those inserts of which `fails` says so fail, after they have begun. */
function open({
  fails = () => false,
  mostRows = 100,
}: { readonly fails?: (time: number) => boolean; readonly mostRows?: number } = {}) {
  const inserts: number[][] = []
  const reached: number[] = []
  const carrier = createCarrier({
    seq: 0,
    async insert(frames) {
      inserts.push(frames.map(({ first }) => first))
      await sleep(1)
      if (fails(inserts.length)) throw new Error('full')
    },
    async stored(seq) {
      reached.push(seq)
    },
    mostRows,
  })
  return { carrier, inserts, reached }
}

describe('a carrier', () => {
  it('inserts in order, and together what came while it was busy', async () => {
    const { carrier, inserts, reached } = open()
    for (const first of [1, 2, 3, 4]) carrier.add(frame(first))
    await carrier.caughtUp()
    expect(inserts).toEqual([[1], [2, 3, 4]])
    expect(reached).toEqual([1, 4])
    expect([carrier.seq, carrier.waitingRows]).toEqual([4, 0])
  })

  it('inserts no more at a time than it may, and what is larger alone', async () => {
    const { carrier, inserts } = open({ mostRows: 10 })
    const frames = [frame(1, 6), frame(7, 6), frame(13, 4), frame(17, 30), frame(47, 1)]
    for (const one of frames) carrier.add(one)
    await carrier.caughtUp()
    expect(inserts.flat()).toEqual([1, 7, 13, 17, 47])
    expect(inserts).toContainEqual([7, 13])
    expect(inserts).toContainEqual([17])
    expect(carrier.seq).toBe(lastOf(frames.at(-1) ?? frame(0)))
  })

  it('tries the same again when an insert failed, and says so meanwhile', async () => {
    const { carrier, inserts } = open({ fails: (time) => time === 1 })
    carrier.add(frame(1))
    await expect.poll(() => carrier.trouble).toEqual(new Error('full'))
    carrier.add(frame(2))
    expect(carrier.seq).toBe(0)
    await carrier.caughtUp()
    expect(inserts).toEqual([[1], [1], [2]])
    expect(carrier.trouble).toBeNull()
  })

  it('keeps nobody waiting when what is stored cannot be put away', async () => {
    const carrier = createCarrier({
      seq: 0,
      insert: async () => {},
      stored: () => Promise.reject(new Error('no file is removed')),
      mostRows: 100,
    })
    carrier.add(frame(1))
    await carrier.caughtUp()
    expect([carrier.seq, carrier.trouble]).toEqual([1, null])
  })

  it('stops waiting when told to', async () => {
    const { carrier } = open({ fails: () => true })
    carrier.add(frame(1))
    await expect(carrier.caughtUp(AbortSignal.timeout(20))).rejects.toThrow('aborted')
    await expect(carrier.caughtUp(AbortSignal.abort())).rejects.toThrow('aborted')
    await carrier[Symbol.asyncDispose]()
  })

  it('brings in what waits before it ends, unless that fails', async () => {
    const ending = open()
    for (const first of [1, 2, 3]) ending.carrier.add(frame(first))
    await ending.carrier[Symbol.asyncDispose]()
    expect(ending.inserts.flat()).toEqual([1, 2, 3])
    const failing = open({ fails: () => true })
    failing.carrier.add(frame(1))
    await failing.carrier[Symbol.asyncDispose]()
    expect(failing.carrier.seq).toBe(0)
  })
})
