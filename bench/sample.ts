import { postAsk } from '@airgraph/contract/ask.ts'
import type { Asked } from '@airgraph/domain/question.ts'
import { openFolder, start, type Started } from '../apps/server/src/process/testing.ts'
import { type Figure, median, ms, quantile, s, timed } from './figures.ts'

const runs = 15
const day = 86_400_000
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
const month = { from: dayOf(Date.now() - 29 * day), to: dayOf(Date.now() + day) }
const halfYear = { from: dayOf(Date.now() - 181 * day), to: dayOf(Date.now() + day) }

/** The questions of the first page, and some that people ask next. */
const page: Readonly<Record<string, Asked>> = {
  'key numbers of a month, with the month before': {
    type: 'metrics',
    metrics: [
      'sent',
      'delivery-rate',
      'open-rate',
      'click-rate',
      'conversions',
      'revenue',
      'unsubscribe-rate',
      'complaint-rate',
    ],
    compare: 'previous-period',
    ...month,
  },
  'sent, opens and clicks by day': {
    type: 'metrics',
    metrics: ['sent', 'opens', 'clicks'],
    grain: 'day',
    ...month,
  },
  'opens and clicks by engagement class': {
    type: 'metrics',
    metrics: ['opens', 'clicks'],
    by: ['engagement'],
    engagement: 'all',
    ...month,
  },
  'the campaigns table': {
    type: 'metrics',
    metrics: ['sent', 'delivered', 'open-rate', 'click-rate', 'conversions', 'revenue'],
    by: ['campaign'],
    countedBy: 'sent',
    ...month,
  },
}
const more: Readonly<Record<string, Asked>> = {
  'half a year by week and mailbox provider': {
    type: 'metrics',
    metrics: ['delivered', 'open-rate', 'click-rate'],
    by: ['mailbox-provider'],
    grain: 'week',
    ...halfYear,
  },
  'the funnel of a month': { type: 'funnel', ...month },
}

async function latency({ api }: Started, question: Asked) {
  const ask = () => api(postAsk, { body: question, headers: inSample })
  await ask()
  const samples = []
  for (let i = 0; i < runs; i++) samples.push((await timed(ask)).milliseconds)
  return samples
}

const inSample = { 'x-airgraph-workspace': 'sample' }

async function wholePage({ api }: Started) {
  const all = () =>
    Promise.all(
      Object.values(page).map((question) => api(postAsk, { body: question, headers: inSample })),
    )
  const samples = []
  for (let i = 0; i < runs; i++) samples.push((await timed(all)).milliseconds)
  return samples
}

async function eventsIn({ api }: Started) {
  const counted: Asked = {
    type: 'metrics',
    metrics: ['sent'],
    from: '1990-01-01',
    to: '2100-01-01',
  }
  return (await api(postAsk, { body: counted, headers: inSample })).rowsRead
}

export async function sample(): Promise<readonly Figure[]> {
  await using folder = await openFolder()
  const first = await timed(() => start(folder.dir, { SAMPLE: 'yes' }))
  await first.result.end('SIGINT')
  const second = await timed(() => start(folder.dir, { SAMPLE: 'yes' }))
  const server = second.result
  const messages = await eventsIn(server)
  const figures: Figure[] = [
    {
      what: 'first start on an empty folder, engines made and sample filled, to ready',
      value: s(first.milliseconds),
    },
    { what: 'second start, to ready', value: s(second.milliseconds) },
  ]
  for (const [what, question] of Object.entries({ ...page, ...more })) {
    const samples = await latency(server, question)
    figures.push({
      what: `${what}, median and p95`,
      value: `${ms(median(samples))}, ${ms(quantile(samples, 0.95))}`,
    })
  }
  const whole = await wholePage(server)
  figures.push({
    what: `the whole first page, its four questions at once (${messages.toLocaleString('en')} messages), median and p95`,
    value: `${ms(median(whole))}, ${ms(quantile(whole, 0.95))}`,
  })
  await server.end('SIGINT')
  return figures
}
