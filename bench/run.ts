/**
 * `npm run bench -- [ingest | webhooks | log | sample | questions] [--json]`: what Airgraph does on this machine, measured.
 * `questions` takes `--size 1M|10M|100M`, `--engines airgraph,floor,duckdb,postgres` and `--runs 9`.
 */
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import type { Figure } from './figures.ts'
import { compare, inFigures } from './compare.ts'
import type { Size } from './dataset/workspaces.ts'
import { sizes } from './dataset/workspaces.ts'
import { ingest } from './ingest.ts'
import { log } from './log.ts'
import { sample } from './sample.ts'
import { webhooks } from './webhooks.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    size: { type: 'string', default: '1M' },
    engines: { type: 'string', default: 'airgraph,floor,duckdb,postgres' },
    runs: { type: 'string', default: '9' },
  },
})
const isSize = (given: string): given is Size => given in sizes
const size = isSize(values.size) ? values.size : '1M'

const benches: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  ingest,
  webhooks,
  log,
  sample,
  questions: async () =>
    inFigures(size, compare(size, values.engines.split(','), Number(values.runs))),
}

const unknown = positionals.find((name) => !(name in benches))
if (unknown !== undefined) {
  console.error(`There is no bench “${unknown}”: ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}

const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
if (!values.json) console.log(`On ${machine}:\n`)
const figures: Record<string, readonly Figure[]> = {}
for (const [name, bench] of Object.entries(benches)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  const measured = await bench()
  figures[name] = measured
  if (!values.json)
    for (const { what, value } of measured) console.log(`${value.padStart(18)}  ${what}`)
}
if (values.json) console.log(JSON.stringify({ machine, figures }, null, 2))
