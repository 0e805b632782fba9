import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedEngine, openEngine } from './engine.ts'
import { setting, travelling } from './parameters.ts'

let engine: EmbeddedEngine
beforeAll(() => {
  engine = openEngine(':memory:')
})
afterAll(() => engine.close())

const echo = async (type: string, value: unknown) => {
  const { stream } = await engine.query({
    query: `SELECT {p1: ${type}} AS echo FORMAT JSONCompactEachRow`,
    query_params: { p1: value },
    clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
  })
  const [row] = (await Array.fromAsync(stream)).map((chunk) => JSON.parse(String(chunk)))
  return row[0]
}

describe('a parameter', () => {
  const words = fc.string({
    unit: fc.constantFrom("'", '\\', '\0', '\n', '\t', '\r', '"', 'ü', '😀', '{', ';', 'N'),
  })

  it('arrives as it was, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(words, async (text) => {
        expect(await echo('String', text)).toBe(text)
      }),
    )
  })

  it('arrives as it was in arrays of arrays too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(words)), async (texts) => {
        expect(await echo('Array(Array(String))', texts)).toEqual(texts)
      }),
    )
  })

  it.each([
    ['UInt64', 9_007_199_254_740_991, '9007199254740991'],
    ['Int64', BigInt(-5), '-5'],
    ['Float64', 0.25, 0.25],
    ['Bool', true, true],
    ['Nullable(String)', null, null],
    ['Array(Nullable(Int32))', [1, null], [1, null]],
    ['Array(String)', [], []],
    [
      'Array(UUID)',
      ['00000000-0000-4000-8000-000000000001'],
      ['00000000-0000-4000-8000-000000000001'],
    ],
  ])('is a %s: %#', async (type, value, back) => {
    expect(await echo(type, value)).toEqual(back)
  })

  it('may be long', async () => {
    const ids = Array.from({ length: 100_000 }, (_, n) => n)
    expect(await echo('Array(UInt32)', ids)).toHaveLength(100_000)
    expect(await echo('String', 'ü'.repeat(2_000_000))).toHaveLength(2_000_000)
  })

  it.each([2 ** 60, {}, Symbol('s'), undefined, () => 1])('is never a guess: %s', (value) => {
    if (value === undefined) expect(travelling(value)).toBe('\\N')
    else expect(() => travelling(value)).toThrow('not a value of a parameter')
  })

  it('has a plain name', () => {
    expect(setting({})).toBe('')
    expect(setting({ p1: "it's" })).toBe(`SET param_p1 = 'it\\'s'; `)
    expect(() => setting({ 'p1 = 1; DROP': '' })).toThrow('not a name of a parameter')
  })
})

describe('connections of one engine', () => {
  it('keep their parameters apart', async () => {
    const engines = Array.from({ length: 4 }, () => openEngine(':memory:'))
    const asked = engines.flatMap((one, e) =>
      Array.from({ length: 50 }, async (_, n) => {
        const { stream } = await one.query({
          query: 'SELECT {p1: String} FORMAT TSV',
          query_params: { p1: `${e}-${n}` },
        })
        return (await Array.fromAsync(stream)).join('').trim() === `${e}-${n}`
      }),
    )
    expect((await Promise.all(asked)).every(Boolean)).toBe(true)
    await Promise.all(engines.map((one) => one.close()))
  })
})
