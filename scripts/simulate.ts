/** Writes a simulated programme's events and, apart from them, its truth: `npm run simulate -- --help`. */
import { closeSync, openSync, writeSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { toNdjson, toTruthNdjson } from '@airgraph/simulate/ndjson.ts'
import { simulate, worldNames } from '@airgraph/simulate/simulate.ts'
import type { Programme } from '@airgraph/simulate/simulate.ts'

const usage = `npm run simulate -- [options]
  --contacts 5000       people at the end
  --days 180            how long
  --to 2026-11-22       when it ends (UTC)
  --seed 1              equal seeds give equal files
  --world standard      ${worldNames.join(', ')}
  --per-week 2          mailings a week
  --out events.ndjson   lines of POST /v1/events
  --truth truth.ndjson  who really caused each open and click; left out if not asked for`

const { values: options } = parseArgs({
  options: {
    contacts: { type: 'string', default: '5000' },
    days: { type: 'string', default: '180' },
    to: { type: 'string', default: '2026-11-22' },
    seed: { type: 'string', default: '1' },
    world: { type: 'string', default: 'standard' },
    'per-week': { type: 'string', default: '2' },
    out: { type: 'string', default: 'events.ndjson' },
    truth: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

function stop(sentence: string): never {
  console.error(`${sentence}\n\n${usage}`)
  process.exit(2)
}

function positive(name: 'contacts' | 'days' | 'per-week') {
  const value = Number(options[name])
  if (!(value > 0)) stop(`--${name} must be a number above 0, not "${options[name]}".`)
  return value
}

function readProgramme(): Programme {
  const to = new Date(options.to)
  if (Number.isNaN(to.getTime()))
    stop(`--to must be a day such as 2026-11-22, not "${options.to}".`)
  const seed = Number(options.seed)
  if (!Number.isSafeInteger(seed)) stop(`--seed must be a whole number, not "${options.seed}".`)
  const world = worldNames.find((name) => name === options.world)
  if (!world) stop(`--world must be one of ${worldNames.join(', ')}.`)
  const from = new Date(to.getTime() - positive('days') * 86_400_000)
  const contacts = Math.ceil(positive('contacts'))
  return { seed, contacts, from, to, world, campaignsPerWeek: positive('per-week') }
}

/** Gathers lines into large writes. */
function openLines(path: string) {
  const file = openSync(path, 'w')
  let text = ''
  const flush = () => {
    let bytes = Buffer.from(text, 'latin1') // both encoders write ASCII
    while (bytes.length > 0) bytes = bytes.subarray(writeSync(file, bytes))
    text = ''
  }
  return {
    write(line: string) {
      text += line
      if (text.length > 1 << 18) flush()
    },
    [Symbol.dispose]() {
      flush()
      closeSync(file)
    },
  }
}

if (options.help) {
  console.log(usage)
  process.exit(0)
}
const programme = readProgramme()
const begun = performance.now()
let events = 0
{
  using out = openLines(options.out)
  using truths = options.truth === undefined ? null : openLines(options.truth)
  for (const { happening, truth, repeated } of simulate(programme)) {
    out.write(toNdjson(happening))
    if (truth && !repeated) truths?.write(toTruthNdjson(truth))
    events++
  }
}
const seconds = (performance.now() - begun) / 1_000
const rate = Math.round(events / seconds).toLocaleString('en')
console.log(
  `${events.toLocaleString('en')} events in ${seconds.toFixed(2)} s: ${rate} events/s, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`,
)
