import { expect, it } from 'vitest'
import { ahead } from './ahead.ts'

async function* counted(log: string[], to: number) {
  try {
    for (let n = 1; n <= to; n++) {
      log.push(`make ${n}`)
      await Promise.resolve()
      yield n
    }
    if (to === 0) throw new Error('broken')
  } finally {
    log.push('end')
  }
}

it('makes the next while one is being used, and gives all in order', async () => {
  const log: string[] = []
  for await (const n of ahead(counted(log, 3))) {
    await new Promise(setImmediate)
    log.push(`use ${n}`)
  }
  expect(log).toEqual(['make 1', 'make 2', 'use 1', 'make 3', 'use 2', 'end', 'use 3'])
})

it('ends what it reads from when its reader stops, and throws what that throws', async () => {
  const log: string[] = []
  for await (const n of ahead(counted(log, 9))) if (n === 2) break
  expect(log.at(-1)).toBe('end')
  await expect(Array.fromAsync(ahead(counted(log, 0)))).rejects.toThrow('broken')
})
