import { expect, it } from 'vitest'
import { rowOf } from '../../kit/testing.ts'
import { wentOut } from './went-out.ts'

const sent = (at: string, count: number) => rowOf({}, { sent: count }, { at })

it('a campaign goes out at once, or as people come; days are the workspace’s', () => {
  const blast = [sent('2026-11-23T23:00:00Z', 900), sent('2026-11-24T23:00:00Z', 2)]
  expect(wentOut(blast, 'Europe/Berlin')).toEqual({
    first: '2026-11-24',
    last: '2026-11-25',
    atOnce: true,
  })
  const series = [sent('2026-11-01T23:00:00Z', 1), sent('2026-11-24T23:00:00Z', 1)]
  expect(wentOut(series, 'UTC')?.atOnce).toBe(false)
  expect(wentOut([sent('2026-11-01T23:00:00Z', 0)], 'UTC')).toBeNull()
})
