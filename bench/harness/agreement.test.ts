import { expect, it } from 'vitest'
import { difference } from './agreement.ts'

const table = [
  ['a', 1, 0.5],
  ['b', 2, null],
] as const

it('agrees with itself, in any order and up to the last digits', () => {
  expect(
    difference(
      [table],
      [
        [
          ['b', 2, null],
          ['a', 1, 0.5 + 1e-13],
        ],
      ],
    ),
  ).toBeNull()
})

it('takes a row of nothing for no row', () => {
  expect(difference([table], [[...table, ['c', 0, null]]])).toBeNull()
})

it('takes an object for the same whatever the order of its keys', () => {
  expect(difference([[['{"a":1,"b":2}', 1]]], [[['{"b": 2, "a": 1}', 1]]])).toBeNull()
})

it.each([
  [
    'another number',
    [
      ['a', 1, 0.5],
      ['b', 3, null],
    ],
    '1 of 2 rows differ',
  ],
  ['a missing row', [['a', 1, 0.5]], 'no such row'],
  ['one row more', [...table, ['c', 1, null]], '1 of 3 rows differ'],
  [
    'nothing where there is a number',
    [
      ['a', 1, null],
      ['b', 2, null],
    ],
    '1 of 2 rows differ',
  ],
  [
    'a column more',
    [
      ['a', 1, 0.5, 0],
      ['b', 2, null, 0],
    ],
    '2 of 2 rows differ',
  ],
])('says that %s is a difference', (_, other, said) => {
  expect(difference([table], [other])).toContain(said)
})

it('says that tables are missing', () => {
  expect(difference([table, table], [table])).toBe('2 tables ≠ 1')
})
