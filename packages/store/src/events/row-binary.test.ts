import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Connections } from './connect.ts'
import { type Columns, rowBinary } from './row-binary.ts'

const columns = {
  text: 'String',
  id: 'UUID',
  tiny: 'UInt8',
  small: 'UInt16',
  medium: 'UInt32',
  large: 'UInt64',
  signed: 'Int64',
  share: 'Float32',
  second: 'DateTime',
  at: "DateTime64(3, 'UTC')",
  words: 'Array(String)',
} satisfies Columns

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.constantFrom(
    '',
    'a'.repeat(48),
    'a'.repeat(49),
    'ü'.repeat(200),
    '\0\n\t"\\\'',
    'x'.repeat(20_000),
  ),
)
const whole = (most: number) => fc.integer({ min: 0, max: most })
const row = fc.tuple(
  text,
  fc.uuid(),
  whole(255),
  whole(65_535),
  whole(2 ** 32 - 1),
  fc.maxSafeNat(),
  fc.maxSafeInteger(),
  fc.float({ noNaN: true, noDefaultInfinity: true }).map((share) => share + 0), // JSON knows no -0
  whole(2 ** 32 - 1),
  fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2200, 0) }),
  fc.array(text, { maxLength: 200 }),
)

let connections: Connections
beforeAll(() => {
  connections = connect({ dir: ':memory:' })
})
afterAll(() => connections[Symbol.asyncDispose]())

describe('rows as bytes', () => {
  it('are read by the engine as they were', async () => {
    const names = Object.entries(columns).map((column) => column.join(' '))
    await connections.control.command({
      query: `CREATE TABLE typed (n UInt32, ${names.join(', ')}) ENGINE = MergeTree ORDER BY n`,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 50 }), async (rows) => {
        await connections.control.command({ query: 'TRUNCATE TABLE typed' })
        await connections.append({
          table: 'typed',
          columns: { n: 'UInt32', ...columns },
          rows: rows.map((values, n) => [n, ...values]),
        })
        const asNumbers = `toFloat64(share) AS share, toUnixTimestamp(second) AS second, toUnixTimestamp64Milli(at) AS at`
        const result = await connections.control.query({
          query: `SELECT * EXCEPT (n) REPLACE (${asNumbers}) FROM typed ORDER BY n`,
          format: 'JSONCompactEachRow',
          clickhouse_settings: { output_format_json_quote_64bit_integers: 0 },
        })
        expect(await result.json()).toEqual(rows)
      }),
      { numRuns: 40 },
    )
  })

  it.each([
    ['UUID', 'not-a-uuid'],
    ['UUID', ''],
    ['UInt64', 0.5],
    ['Int64', 2 ** 60],
    ['UInt8', 256],
    ['UInt32', -1],
  ] as const)('are never a guess: %s %s', (type, value) => {
    expect(() => rowBinary({ one: type }, [[value]])).toThrow()
  })
})
