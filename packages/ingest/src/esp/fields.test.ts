import { expect, it } from 'vitest'
import { Texts, When } from './fields.ts'

it.each([
  [1_793_620_800],
  [1_793_620_800_000],
  ['1793620800'],
  ['1793620800000'],
  ['1793620800.000'],
  ['2026-11-02T12:00:00Z'],
  ['2026-11-02T12:00Z'],
  ['2026-11-02T12:00:00.000000+00:00'],
  ['2026-11-02T13:00:00.0000000+0100'],
  ['2026-11-02 12:00:00.000+00'],
  ['2026-11-02 12:00:00 +0000'],
  ['2026-11-02 07:00:00-05'],
])('reads %j as a moment', (written) => {
  expect(When.parse(written)).toEqual(new Date('2026-11-02T12:00:00Z'))
})

it.each([null, undefined, ''])('reads %j as no moment', (written) => {
  expect(When.parse(written)).toBeUndefined()
})

it.each([
  '2026-11-02 12:00:00', // of what zone?
  '2026-11-02',
  '02.11.2026 12:00 Z',
  '2026-13-45T12:00:00Z',
  'yesterday',
  '-1.5e3',
  1e300,
  Number.NaN,
  true,
  [],
  {},
])('does not guess what moment %j is', (written) => {
  expect(When.safeParse(written).success).toBe(false)
})

it.each([
  ['a', ['a']],
  [7, ['7']],
  [
    ['a', 7, '', null, {}, ['b']],
    ['a', '7'],
  ],
  ['', []],
  [{}, []],
  [undefined, []],
])('reads %j as the texts %j', (written, texts) => {
  expect(Texts.parse(written)).toEqual(texts)
})
