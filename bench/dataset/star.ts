/**
 * The tables that somebody keeps who answers these questions with SQL of their own, made from a dataset's events as files:
 * `node bench/dataset/star.ts EVENTS.parquet FOLDER`. Nothing in them comes from what Airgraph derived.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { freemem } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { exportOf, steps } from './star-sql.ts'

const [events = '', folder = ''] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const working = join(folder, 'working.duckdb')
rmSync(working, { force: true })
const database = await DuckDBInstance.create(working, {
  memory_limit: `${Math.round(freemem() / 2 ** 21)}MiB`,
})
const connection = await database.connect()
for (const step of steps) await connection.run(step.replaceAll('{events}', events))
for (const table of ['contacts', 'campaigns', 'links', 'property_sets', 'messages', 'events'])
  await connection.run(exportOf(table, join(folder, `${table}.parquet`)))
connection.closeSync()
database.closeSync()
rmSync(working)
