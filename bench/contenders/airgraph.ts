import { join } from 'node:path'
import { postAsk } from '@airgraph/contract/ask.ts'
import type { Answer, JourneyAnswer, MetricsAnswer } from '@airgraph/domain/answer.ts'
import { start } from '../../apps/server/src/process/testing.ts'
import { questions } from '../questions.ts'
import type { Engine } from './contender.ts'
import { folderSize } from './folder-size.ts'
import { type Row, type Table, tableOf } from './table.ts'

function ofMetrics({ rows, columns }: MetricsAnswer): Table {
  const compared = rows.some(({ values }) => Object.values(values).some((v) => 'previous' in v))
  return rows.map(({ at, by, values }): Row => {
    const all = columns.map(({ metric }) => values[metric])
    return [
      ...(at === undefined ? [] : [at]),
      ...Object.values(by),
      ...all.map((measured) => measured?.value ?? null),
      ...(compared ? all.map((measured) => measured?.previous ?? null) : []),
    ]
  })
}

function rowsOf(answer: Answer): Table {
  if (answer.type === 'metrics') return ofMetrics(answer)
  if (answer.type === 'funnel')
    return answer.groups.map(({ steps }) => steps.map(({ count }) => count))
  return tableOf(answer.events.map(eventOf))
}

const eventOf = (event: JourneyAnswer['events'][number]) => [
  event.eventId,
  event.kind,
  Date.parse(event.occurredAt),
  event.source,
  event.messageId,
  event.url,
  event.client,
  event.name,
  event.bounce?.class,
  event.engagement?.class,
  event.money?.amount,
  Object.keys(event.properties).length > 0 ? event.properties : null,
]

/** The product as a process of its own, asked over HTTP. */
export const airgraph: Engine = {
  name: 'airgraph',
  needsStar: false,
  load: () => Promise.resolve(null),
  async open({ folder }) {
    const server = await start(folder)
    process.once('exit', () => void server.end('SIGINT'))
    return {
      what: `Airgraph over HTTP, as it starts by itself, Node ${process.versions.node}`,
      async ask(name, workspace, about) {
        const question = questions.find((one) => one.name === name)
        if (question === undefined) throw new Error(`Airgraph has no question “${name}”.`)
        const headers = { 'x-airgraph-workspace': workspace }
        const answers = await Promise.all(
          question.ask(about).map((body) => server.api(postAsk, { body, headers })),
        )
        return answers.map(rowsOf)
      },
      bytes: () => folderSize(join(folder, 'events')),
      processes: [server.pid],
      async [Symbol.asyncDispose]() {
        await server.end('SIGINT')
      },
    }
  },
}
