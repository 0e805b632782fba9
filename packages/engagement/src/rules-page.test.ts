import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { classifierVersion } from './judge.ts'
import { nothingAgainstIt, rules } from './rules.ts'

const signed = (weight: number) => {
  const text = Math.abs(weight).toFixed(1)
  return weight < 0 ? `−${text}` : `+${text}`
}

const between = ([low, high]: readonly [number, number]) => {
  if (low === 0) return `up to ${signed(high)}`
  if (high === 0) return `down to ${signed(low)}`
  return signed(low) === signed(high) ? signed(low) : `${signed(low)} to ${signed(high)}`
}

const kinds = { opened: 'opens', clicked: 'clicks', both: 'both' }

/** The rules as the table in docs/engagement.md. */
const rulesTable = () =>
  [
    '| reason | what it means | of | weight |',
    '|---|---|---|---|',
    ...rules.map(
      ({ name, words, about, range }) =>
        `| \`${name}\` | ${words} | ${kinds[about]} | ${between(range)} |`,
    ),
    `| \`${nothingAgainstIt.name}\` | ${nothingAgainstIt.words} | both | 0 |`,
  ].join('\n')

it('docs/engagement.md lists the rules as they are', () => {
  const page = readFileSync(new URL('../../../docs/engagement.md', import.meta.url), 'utf8')
  expect(page).toContain(rulesTable())
  expect(page).toContain(`version ${classifierVersion}`)
})
