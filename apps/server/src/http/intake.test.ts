import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { hours, type Millis } from '@airgraph/domain/units.ts'
import { createIntake } from './intake.ts'

const waiting = () => Promise.withResolvers<string>()

it('lets in what fits, and tells the others to come again until somebody is done', async () => {
  const intake = createIntake({ mostBytes: 10, mostAge: hours(1) })
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
  const intake = createIntake({ mostBytes: 10, mostAge: hours(1) })
  expect(await intake(99, async () => 'large')).toBe('large')
})

it('lets fewer in while somebody has been inside for long', async () => {
  const intake = createIntake({ mostBytes: 24, mostAge: 5 as Millis })
  const [slow, quick] = [waiting(), waiting()]
  const first = intake(1, () => slow.promise)
  const second = intake(6, () => quick.promise)
  await sleep(20)
  await expect(intake(1, async () => 'third')).rejects.toMatchObject({ code: 'rate-limited' })
  quick.resolve('second')
  await second
  expect(await intake(3, async () => 'little')).toBe('little')
  await expect(intake(4, async () => 'more')).rejects.toMatchObject({ code: 'rate-limited' })
  slow.resolve('first')
  await first
  expect(await intake(24, async () => 'all')).toBe('all')
})

it('turns nobody small away for one that is large and slow', async () => {
  const intake = createIntake({ mostBytes: 24, mostAge: 5 as Millis })
  const large = waiting()
  const first = intake(20, () => large.promise)
  await sleep(20)
  expect(await intake(3, async () => 'a webhook')).toBe('a webhook')
  large.resolve('large')
  expect(await first).toBe('large')
})
