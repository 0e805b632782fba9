import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedPostgres } from '@airgraph/store/records/embedded.ts'
import { Pool, types as parsers } from 'pg'
import type { Dataset } from '../dataset/dataset.ts'
import { type Engine, patience } from './contender.ts'
import { folderSize } from './folder-size.ts'
import { loadOnce } from './loaded.ts'
import { fill } from './postgres-load.ts'
import { starQuestionsByRow } from './star-questions.ts'
import { tableOf } from './table.ts'

const cores = availableParallelism()
const megabytes = (share: number) => `${Math.round((totalmem() * share) / 2 ** 20)}MB`

/** As a good administrator sets it on a machine of its own: a quarter of the memory, parallel scans, few connections. */
const settings = {
  shared_buffers: megabytes(1 / 4),
  effective_cache_size: megabytes(5 / 8),
  work_mem: '128MB',
  hash_mem_multiplier: '2',
  maintenance_work_mem: megabytes(1 / 16),
  max_parallel_workers_per_gather: String(cores),
  max_parallel_maintenance_workers: String(cores),
  random_page_cost: '1.1',
  effective_io_concurrency: '32',
  jit: 'off', // compiling takes longer than most of these questions
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '40',
} as const
const connectionsAtOnce = 10

const dataOf = ({ folder }: Dataset) => join(folder, 'postgres')

/** Numbers and moments that the driver would leave as text, or take for local time. */
parsers.setTypeParser(parsers.builtins.INT8, Number)
parsers.setTypeParser(parsers.builtins.NUMERIC, Number)
parsers.setTypeParser(parsers.builtins.TIMESTAMP, (text) => new Date(`${text.replace(' ', 'T')}Z`))

const connect = (url: string) => {
  const pool = new Pool({
    connectionString: url,
    max: connectionsAtOnce,
    statement_timeout: patience,
    options: '-c TimeZone=UTC',
  })
  pool.on('error', () => {}) // a connection that rests and is cut is opened anew
  return pool
}

const pidOf = (dataset: Dataset) =>
  Number(readFileSync(join(dataOf(dataset), 'postmaster.pid'), 'utf8').split('\n')[0])

/** A server that does not outlive this process, also where it has to leave in a hurry. */
async function start(dataset: Dataset) {
  const server = await openEmbeddedPostgres(dataOf(dataset), { tuned: settings })
  process.once('exit', () => {
    if (existsSync(join(dataOf(dataset), 'postmaster.pid'))) process.kill(pidOf(dataset), 'SIGINT')
  })
  return server
}

async function load(dataset: Dataset) {
  await using server = await start(dataset)
  const pool = new Pool({ connectionString: server.url, max: 1, options: '-c TimeZone=UTC' })
  try {
    await fill(pool, dataset)
  } finally {
    await pool.end()
  }
}

export const postgres: Engine = {
  name: 'postgres',
  needsStar: true,
  load: (dataset) => loadOnce(join(dataset.folder, 'postgres.loaded.json'), () => load(dataset)),
  async open(dataset) {
    const server = await start(dataset)
    const pool = connect(server.url)
    const { rows } = await pool.query<{ version: string }>(`SELECT version() AS version`)
    const set = Object.entries(settings).map((one) => one.join(' = '))
    return {
      what: `${rows[0]?.version.split(' on ')[0]}, ${connectionsAtOnce} connections, ${set.join(', ')}`,
      async ask(question, workspace, about) {
        const statements = starQuestionsByRow[question]?.(about)
        if (statements === undefined) throw new Error(`PostgreSQL has no SQL for “${question}”.`)
        return Promise.all(
          statements.map(async (statement) => {
            const text = statement.replaceAll('{ws}', workspace)
            return tableOf((await pool.query<unknown[]>({ text, rowMode: 'array' })).rows)
          }),
        )
      },
      bytes: () => folderSize(join(dataOf(dataset), 'base')),
      processes: [pidOf(dataset)],
      async [Symbol.asyncDispose]() {
        await pool.end()
        await server[Symbol.asyncDispose]()
      },
    }
  },
}
