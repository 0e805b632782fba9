import { generateKeyPairSync, sign } from 'node:crypto'
import { createSource } from '@airgraph/contract/sources.ts'
import { type Benched, openBenched, postOk } from './benched.ts'
import { type Figure, inParallel, ms, perSecond, quantile, timed } from './figures.ts'

const atOnce = 64
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const secret = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
/** Some ESPs send each event for itself, others some at a time. */
const shapes = [
  { inEach: 1, requests: 6_000 },
  { inEach: 10, requests: 6_000 },
] as const

const event = (i: number) => ({
  event: i % 3 === 0 ? 'open' : 'delivered',
  email: `reader${i % 20_000}@example.com`,
  sg_event_id: `e${i}`,
  sg_message_id: `m${i}.filter`,
  timestamp: Date.UTC(2026, 8, 1) / 1_000 + i,
  category: ['bench'],
  useragent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/143.0',
})

/** Signed as SendGrid signs. */
function signed(body: string) {
  const at = String(Math.floor(Date.now() / 1_000))
  const signature = sign('sha256', Buffer.from(at + body), privateKey).toString('base64')
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-twilio-email-event-webhook-timestamp': at,
      'x-twilio-email-event-webhook-signature': signature,
    },
  }
}

async function measure(server: Benched, { inEach, requests }: (typeof shapes)[number]) {
  const name = `of-${inEach}`
  const { path } = await server.api(createSource, { body: { esp: 'sendgrid', name, secret } })
  const hooks = Array.from({ length: requests }, (_hook, i) =>
    signed(
      JSON.stringify(
        Array.from({ length: inEach }, (_, at) => event(inEach * (requests + i) + at)),
      ),
    ),
  )
  const { milliseconds, result } = await timed(() =>
    inParallel(hooks, atOnce, ({ body, headers }) => postOk(`${server.url}${path}`, body, headers)),
  )
  return [
    {
      what: `webhooks/s of ${inEach === 1 ? 'one event' : `${inEach} events`} each, durable, ${atOnce} at once`,
      value: perSecond(requests, milliseconds),
    },
    {
      what: 'acknowledgement of such a webhook, median and p99',
      value: `${ms(quantile(result, 0.5))}, ${ms(quantile(result, 0.99))}`,
    },
  ]
}

export async function webhooks(): Promise<readonly Figure[]> {
  await using server = await openBenched()
  const figures: Figure[] = []
  for (const shape of shapes) figures.push(...(await measure(server, shape)))
  return figures
}
