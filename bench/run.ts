/** `npm run bench -- [ingest | webhooks | sample] [--json]`: what Airgraph does on this machine, measured. */
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import type { Figure } from './figures.ts'
import { ingest } from './ingest.ts'
import { sample } from './sample.ts'
import { webhooks } from './webhooks.ts'

const benches: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  ingest,
  webhooks,
  sample,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
})
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
