import { expect, it } from 'vitest'
import { eventsOf, readingOf, requestOf } from '../testing.ts'
import { postmark } from './index.ts'

it('keeps mail that came in, which it tells without a type', () => {
  const inbound = { FromFull: { Email: 'ann@example.com' }, MessageID: 'm1', TextBody: 'Hello' }
  expect(eventsOf(postmark, inbound)).toMatchObject([
    { kind: 'unknown', name: 'Inbound', raw: JSON.stringify(inbound) },
  ])
})

it('does not guess what else a body without a type is', () => {
  expect(readingOf(postmark, requestOf({ MessageID: 'm1' }))).toEqual({
    events: [],
    origins: [],
    refused: [{ index: 0, reason: 'RecordType: expected text' }],
  })
})
