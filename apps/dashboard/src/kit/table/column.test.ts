import { expect, it } from 'vitest'
import { nextSort, readSort, sortText } from './column.ts'

it('sorting begins with the largest number or the first word, and turns round', () => {
  const [name, sent] = [
    { id: 'name', kind: 'words' },
    { id: 'sent', kind: 'number' },
  ] as const
  const bySent = nextSort({ by: 'name', descending: false }, sent)
  expect(bySent).toEqual({ by: 'sent', descending: true })
  expect(nextSort(bySent, sent)).toEqual({ by: 'sent', descending: false })
  expect(nextSort(bySent, name)).toEqual({ by: 'name', descending: false })
})

it('a sort comes back as it was written in the address', () => {
  for (const sort of [
    { by: 'click-rate', descending: true },
    { by: 'name', descending: false },
  ])
    expect(readSort(sortText(sort))).toEqual(sort)
})
