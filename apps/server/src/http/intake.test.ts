import { expect, it } from 'vitest'
import { createIntake } from './intake.ts'

const waiting = () => Promise.withResolvers<string>()

it('lets in what fits, and tells the others to come again until somebody is done', async () => {
  const intake = createIntake(10)
  const [one, two] = [waiting(), waiting()]
  const first = intake(6, () => one.promise)
  const second = intake(4, () => two.promise)
  await expect(intake(1, async () => 'third')).rejects.toMatchObject({
    code: 'rate-limited',
    retry: 'later',
  })
  one.resolve('first')
  expect(await first).toBe('first')
  expect(await intake(6, async () => 'third')).toBe('third')
  two.reject(new Error('broken'))
  await expect(second).rejects.toThrow('broken')
  expect(await intake(10, async () => 'whole')).toBe('whole')
})

it('lets in one that is larger than all, alone', async () => {
  const intake = createIntake(10)
  expect(await intake(99, async () => 'large')).toBe('large')
})
