import { createSource } from '@airgraph/contract/sources.ts'
import { openBenched, postOk } from './benched.ts'
import { type Figure, inParallel, ms, perSecond, quantile, timed } from './figures.ts'

const requests = 6_000
const atOnce = 64

const body = (i: number) =>
  JSON.stringify({
    event: i % 3 === 0 ? 'opened' : 'delivered',
    email: `reader${i % 2_000}@example.com`,
    id: 7,
    'message-id': `<m${i}@mail.example>`,
    ts_epoch: Date.UTC(2026, 8, 1) + i * 1_000,
    tags: ['bench'],
    user_agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/143.0',
  })

export async function webhooks(): Promise<readonly Figure[]> {
  const bodies = Array.from({ length: requests }, (_, i) => body(i))
  await using server = await openBenched()
  const { path } = await server.api(createSource, { body: { esp: 'brevo' } })
  const headers = { 'content-type': 'application/json' }
  const { milliseconds, result } = await timed(() =>
    inParallel(bodies, atOnce, (one) => postOk(`${server.url}${path}`, one, headers)),
  )
  return [
    {
      what: `webhooks/s of one event each, durable, ${atOnce} at once`,
      value: perSecond(requests, milliseconds),
    },
    {
      what: 'acknowledgement of such a webhook, median and p99',
      value: `${ms(quantile(result, 0.5))}, ${ms(quantile(result, 0.99))}`,
    },
  ]
}
