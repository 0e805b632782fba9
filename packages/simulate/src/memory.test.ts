import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { simulate } from './simulate.ts'
import { programme } from './testing.ts'

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void

/** The most that was alive at once, of so many days of the same people's mail. */
function simulateFor(days: number) {
  const range = { from: new Date('2010-01-01'), to: new Date(Date.UTC(2010, 0, 1 + days)) }
  let bytes = 0
  let count = 0
  for (const _ of simulate(programme({ contacts: 300, ...range }))) {
    if (++count % 20_000 !== 0) continue
    gc()
    bytes = Math.max(bytes, process.memoryUsage().heapUsed)
  }
  return { bytes, count }
}

it('needs memory for those who are written to, not for how long', () => {
  const short = simulateFor(300)
  const long = simulateFor(1_800)
  expect(long.count).toBeGreaterThan(4 * short.count)
  expect(long.bytes - short.bytes).toBeLessThan(12 * 2 ** 20)
})
