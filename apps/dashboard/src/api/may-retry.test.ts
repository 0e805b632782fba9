import { Failure } from '@airgraph/domain/failure.ts'
import { expect, it } from 'vitest'
import { mayRetry } from './may-retry.ts'

it('only what may pass is tried again, and not for ever', () => {
  const passing = new Failure('unavailable', 'restarting', { retry: 'later' })
  expect([0, 1, 2].map((failures) => mayRetry(failures, passing))).toEqual([true, true, false])
  expect(mayRetry(0, new Failure('invalid', 'no such metric'))).toBe(false)
  expect(mayRetry(0, new TypeError('ours'))).toBe(false)
})
