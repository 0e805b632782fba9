import { expect, it } from 'vitest'
import { gathered } from './gathered.ts'

it('does together what came while something was on its way', async () => {
  const done: string[][] = []
  const doing: PromiseWithResolvers<void>[] = []
  const add = gathered<string>((all) => {
    done.push([...all])
    const one = Promise.withResolvers<void>()
    doing.push(one)
    return one.promise
  })
  const first = add(['a'])
  await Promise.resolve()
  const [second, third] = [add(['b']), add(['c', 'd'])]
  doing[0]?.resolve()
  await first
  await Promise.resolve()
  expect(done).toEqual([['a'], ['b', 'c', 'd']])
  doing[1]?.resolve()
  await Promise.all([second, third])
})

it('tells those whose work failed, and nobody else', async () => {
  let fails = true
  const add = gathered<string>(() => (fails ? Promise.reject(new Error('no')) : Promise.resolve()))
  const first = add(['a'])
  await expect(first).rejects.toThrow('no')
  fails = false
  await expect(add(['b'])).resolves.toBeUndefined()
})
