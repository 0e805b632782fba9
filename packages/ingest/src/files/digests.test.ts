import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sha256Of } from '../sha256.ts'
import { createDigests } from './digests.ts'

describe('digests', () => {
  it('are known by how often they came and where first', () => {
    const digests = createDigests()
    const [one, other] = [sha256Of('one'), sha256Of('other')]
    expect(digests.add(one, 2)).toEqual({ line: 2, times: 1 })
    expect(digests.add(other, 3)).toEqual({ line: 3, times: 1 })
    expect(digests.add(one, 4)).toEqual({ line: 2, times: 2 })
    expect(digests.add(one, 5)).toEqual({ line: 2, times: 3 })
  })

  it('stay what they are while room is made for more', () => {
    const digests = createDigests()
    const all = Array.from({ length: 20_000 }, (_, i) =>
      createHash('sha256').update(`${i}`).digest('base64url'),
    )
    for (const [line, digest] of all.entries()) digests.add(digest, line)
    const again = all.map((digest) => digests.add(digest, 99_999))
    expect(again).toEqual(all.map((_, line) => ({ line, times: 2 })))
  })

  it('that begin alike are not one another', () => {
    const digests = createDigests()
    const alike = Array.from('ABCDEFGHIJ', (letter) => `${'x'.repeat(19)}${letter}`)
    for (const [line, digest] of alike.entries())
      expect(digests.add(digest, line)).toEqual({ line, times: 1 })
  })
})
