import { describe, expect, it } from 'vitest'
import { summaryOf } from './import-summary.ts'

const orders = {
  file: 'orders.csv',
  workspace: 'shop',
  source: 'orders',
  events: 18_532,
  isStored: true,
  rows: 541_909,
  leftOut: 0,
  milliseconds: 5_000,
  rejects: { file: 'orders.csv.rejects.csv', count: 0, repeated: 0, endsEarly: null },
}

describe('the end of an import', () => {
  it('says what is loaded, of how many rows, how fast', () => {
    expect(summaryOf(orders)).toBe(
      '18532 events loaded from orders.csv into “shop”, source “orders”.\n' +
        '541,909 rows in 5.0 s, 108,382 a second.',
    )
  })
  it('accounts for rows that made no event', () => {
    const rejects = { file: 'orders.csv.rejects.csv', count: 12, repeated: 10, endsEarly: null }
    expect(
      summaryOf({ ...orders, leftOut: 144_025, rejects })
        .split('\n')
        .slice(1),
    ).toEqual([
      '541,909 rows in 5.0 s, 108,382 a second; 144,025 of them were left out.',
      '12 rows were not loaded, 10 of them because they equal a row above: orders.csv.rejects.csv says why, line by line.',
    ])
  })
  it('says that the file was not whole', () => {
    const rejects = { ...orders.rejects, count: 1, endsEarly: 215_256 }
    expect(
      summaryOf({ ...orders, rejects })
        .split('\n')
        .slice(2),
    ).toEqual([
      '1 row was not loaded: orders.csv.rejects.csv says why, line by line.',
      'orders.csv is not whole: it ends or breaks in line 215,256, and what follows is missing. Get it again, and import it again: nothing counts twice.',
    ])
  })
  it('says what is in the log and not yet counted', () => {
    expect(summaryOf({ ...orders, events: 1, isStored: false })).toContain(
      '1 event loaded from orders.csv into “shop”, source “orders”. They are in the log, and counted when the worker has stored them.',
    )
  })
})
