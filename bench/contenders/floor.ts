import { join } from 'node:path'
import { connect } from '@airgraph/store/events/connect.ts'
import { type Engine, patience } from './contender.ts'
import { floorQuestions } from './floor-questions.ts'
import { folderSize } from './folder-size.ts'
import { tableOf } from './table.ts'

/** Hand-written SQL on Airgraph's engine and tables, in this process: what no product on them can be faster than. */
export const floor: Engine = {
  name: 'floor',
  needsStar: false,
  load: () => Promise.resolve(null),
  async open({ folder }) {
    const connections = connect({ dir: join(folder, 'events') })
    const query = (text: string) =>
      connections.read(async (client) => {
        const answered = await client.query({
          query: text,
          format: 'JSONCompact',
          clickhouse_settings: {
            final: 1,
            max_execution_time: patience / 1_000,
            output_format_json_quote_64bit_integers: 0,
          },
        })
        return tableOf((await answered.json<readonly unknown[]>()).data)
      })
    const [[version] = []] = await query('SELECT version()')
    return {
      what: `hand-written SQL on the same tables, ClickHouse ${version} in process`,
      async ask(question, workspace, about) {
        const statements = floorQuestions[question]?.(about)
        if (statements === undefined) throw new Error(`The floor has no SQL for “${question}”.`)
        return Promise.all(
          statements.map((statement) => query(statement.replaceAll('{ws}', workspace))),
        )
      },
      bytes: () => folderSize(join(folder, 'events')),
      processes: [process.pid],
      [Symbol.asyncDispose]: () => connections[Symbol.asyncDispose](),
    }
  },
}
