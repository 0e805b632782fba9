import { setTimeout as sleep } from 'node:timers/promises'
import { postAsk } from '@airgraph/contract/ask.ts'
import type { Asked } from '@airgraph/domain/question.ts'
import { type Benched, openBenched, post } from './benched.ts'
import { type Figure, ms, perSecond, quantile, timed } from './figures.ts'
import { memoryOf } from './harness/memory.ts'

const inBatch = 1_000
const atOnce = 4
const second = 1_000
/** What is asked of a server that is busy with other things: what a first page asks. */
const month = { from: '2026-09-01', to: '2026-10-01' } as const
const page: readonly Asked[] = [
  {
    type: 'metrics',
    metrics: ['sent', 'open-rate', 'click-rate'],
    compare: 'previous-period',
    ...month,
  },
  { type: 'metrics', metrics: ['sent', 'opens', 'clicks'], grain: 'day', ...month },
  {
    type: 'metrics',
    metrics: ['opens', 'clicks'],
    by: ['engagement'],
    engagement: 'all',
    ...month,
  },
  { type: 'metrics', metrics: ['sent', 'open-rate'], by: ['campaign'], ...month },
]

/** Messages that were delivered, and every third opened: each event once in the whole bench. */
function createBodies() {
  let made = 0
  return () =>
    JSON.stringify(
      Array.from({ length: inBatch }, () => {
        made += 1
        const message = Math.floor(made / 4) * 3 + Math.min(made % 4, 2)
        return {
          eventId: `e${made}`,
          kind: made % 4 === 3 ? 'opened' : 'delivered',
          email: `reader${message % 50_000}@example.com`,
          messageId: `m${message}`,
          campaignId: `campaign ${message % 40}`,
          occurredAt: Date.UTC(2026, 8, 1) + (made % 2_500_000) * second,
        }
      }),
    )
}

interface Sent {
  /** Of each batch that was acknowledged, in milliseconds. */
  readonly took: number[]
  refused: number
}

/** Sends batches; whoever is told to wait counts as refused, and anything but that and thanks is an error. */
function createSender({ url, key }: Benched) {
  const nextBody = createBodies()
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  return async (sent: Sent) => {
    const body = nextBody()
    const { result, milliseconds } = await timed(() => post(`${url}/v1/events`, body, headers))
    const { status, text, retryAfter } = result
    if (status === 200) sent.took.push(milliseconds)
    else if (status === 429 && retryAfter !== undefined) sent.refused += 1
    else throw new Error(`${status}: ${text.slice(0, 300)}`)
  }
}

type Send = ReturnType<typeof createSender>
const nothingSent = (): Sent => ({ took: [], refused: 0 })

/** As fast as they are answered. Gives batches a second. */
async function capacity(send: Send, seconds: number) {
  const sent = nothingSent()
  const until = performance.now() + seconds * second
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < until) await send(sent)
    }),
  )
  return { sent, rate: sent.took.length / seconds }
}

/** At a rate of their own, whatever becomes of those before; beside them, `each` once a second. */
async function atRate(send: Send, rate: number, seconds: number, each: () => Promise<unknown>) {
  const sent = nothingSent()
  const all: Promise<void>[] = []
  const started = performance.now()
  let beats = 0
  while (performance.now() - started < seconds * second) {
    const elapsed = (performance.now() - started) / second
    while (all.length < elapsed * rate) all.push(send(sent))
    if (beats < elapsed) {
      beats += 1
      all.push(each().then(() => {}))
    }
    await sleep(5)
  }
  await Promise.all(all)
  return sent
}

const longestStandstill = 60 * second

/** Seconds until all that was acknowledged is counted, once; `null` where no more comes for a minute. */
async function counted({ api }: Benched, acknowledged: number): Promise<number | null> {
  const question: Asked = {
    type: 'metrics',
    metrics: ['opens', 'delivered'],
    engagement: 'all',
    from: '2026-09-01',
    to: '2026-11-01',
  }
  const began = performance.now()
  let [most, moved] = [0, began]
  while (performance.now() - moved < longestStandstill) {
    const answer = await api(postAsk, { body: question })
    if (answer.type !== 'metrics') throw new Error('another answer')
    const values = answer.rows[0]?.values
    const found = (values?.['opens']?.value ?? 0) + (values?.['delivered']?.value ?? 0)
    if (found === acknowledged) return (performance.now() - began) / second
    if (found > acknowledged) throw new Error(`${found} of ${acknowledged} events`)
    if (found > most) [most, moved] = [found, performance.now()]
    await sleep(second)
  }
  return null
}

/** How it answers at four fifths of what it can take, and what becomes of twice as much. */
export async function pressure(seconds: number): Promise<readonly Figure[]> {
  await using server = await openBenched()
  const send = createSender(server)
  const { sent: closed, rate } = await capacity(send, Math.min(20, seconds))

  const pages: number[] = []
  const askPage = async () => {
    const { milliseconds } = await timed(() =>
      Promise.all(page.map((body) => server.api(postAsk, { body }))),
    )
    pages.push(milliseconds)
  }
  const eased = await atRate(send, rate * 0.8, seconds, askPage)

  const memory: number[] = []
  const weigh = async () => memory.push(memoryOf([server.pid]) / 2 ** 20)
  const flooded = await atRate(send, rate * 2, seconds, weigh)
  const third = Math.ceil(memory.length / 3)

  const acknowledged = [closed, eased, flooded].reduce((sum, { took }) => sum + took.length, 0)
  const whole = await counted(server, acknowledged * inBatch)
  const batches = `batches of ${inBatch.toLocaleString('en')}`
  return [
    {
      what: `events/s in ${batches}, ${atOnce} at once`,
      value: perSecond(closed.took.length * inBatch, Math.min(20, seconds) * second),
    },
    {
      what: `acknowledgement at four fifths of that for ${seconds} s, a first page asked each second: median and p99`,
      value: `${ms(quantile(eased.took, 0.5))}, ${ms(quantile(eased.took, 0.99))}`,
    },
    {
      what: 'batches of those that were told to wait, of how many',
      value: `${eased.refused}, ${eased.refused + eased.took.length}`,
    },
    {
      what: 'that first page meanwhile, median and p95',
      value: `${ms(quantile(pages, 0.5))}, ${ms(quantile(pages, 0.95))}`,
    },
    {
      what: `${batches} at twice that for ${seconds} s: acknowledged, told to wait`,
      value: `${flooded.took.length}, ${flooded.refused}`,
    },
    {
      what: 'memory meanwhile, MiB: mean of the first and of the last third',
      value: [memory.slice(0, third), memory.slice(-third)]
        .map((part) => Math.round(part.reduce((a, b) => a + b, 0) / part.length))
        .join(', '),
    },
    {
      what: 'all that was acknowledged is counted, once: seconds after the last',
      value: whole === null ? 'NOT' : Math.round(whole).toLocaleString('en'),
    },
  ]
}
