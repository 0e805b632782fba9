import { expect, it } from 'vitest'
import { sourceNameOf } from './source-name.ts'

it('a file’s name becomes a source’s', () => {
  expect(sourceNameOf('Orders 2026 (final).csv')).toBe('orders-2026-final')
  expect(sourceNameOf('online-retail.csv.gz')).toBe('online-retail')
  expect(sourceNameOf('日本.csv')).toBe('file')
  expect(sourceNameOf('x'.repeat(99))).toHaveLength(64)
})
