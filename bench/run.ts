/** What Airgraph does on this machine, measured: `npm run bench -- --help`. */
import { parseArgs } from 'node:util'
import { engines } from './contenders/engines.ts'
import { type Size, sizes } from './dataset/workspaces.ts'
import type { Figure } from './figures.ts'
import { compare } from './harness/compare.ts'
import { machine, machineInWords } from './harness/machine.ts'
import { report } from './harness/report.ts'
import { importing } from './import.ts'
import { ingest } from './ingest.ts'
import { log } from './log.ts'
import { pages } from './pages.ts'
import { pressure } from './pressure.ts'
import { sample } from './sample.ts'
import { scan } from './scan.ts'
import { webhooks } from './webhooks.ts'

type Bench = (seconds: number, size: Size) => Promise<readonly Figure[]>

const benches: Readonly<Record<string, Bench>> = {
  ingest,
  import: importing,
  webhooks,
  log,
  pressure,
  sample,
  pages,
  scan,
}
const names = engines.map(({ name }) => name)

const usage = `npm run bench -- [${Object.keys(benches).join(' | ')} | questions] [--json]
  Without a name: ${Object.keys(benches).join(', ')}.
  --seconds 60             how long each pressure lasts

  questions: the same questions to several engines on the same simulated year, side by side.
  --size 1M                ${Object.keys(sizes).join(', ')} events; made once, and kept under data/bench (scan reads it, too)
  --engines ${names.join(',')}   the first is what the others are held against
  --runs 9                 how often each question is asked`

function stop(problem: string): never {
  console.error(`${problem}\n\n${usage}`)
  process.exit(2)
}

function readOptions() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        size: { type: 'string', default: '1M' },
        engines: { type: 'string', default: names.join(',') },
        runs: { type: 'string', default: '9' },
        seconds: { type: 'string', default: '60' },
      },
    })
  } catch (error) {
    return stop(error instanceof Error ? error.message : String(error))
  }
}

const { values, positionals } = readOptions()
if (values.help) {
  console.log(usage)
  process.exit(0)
}
const unknown = positionals.find((name) => name !== 'questions' && !(name in benches))
if (unknown !== undefined) stop(`There is no bench “${unknown}”.`)

const isSize = (given: string): given is Size => Object.hasOwn(sizes, given)

async function askAll() {
  const chosen = [...new Set(values.engines.split(','))]
  const stranger = chosen.find((name) => !names.includes(name))
  if (stranger !== undefined)
    stop(`--engines takes names out of ${names.join(',')}; “${stranger}” is none of them.`)
  const runs = countIn('runs')
  const progress = (doing: string) => console.error(`… ${doing}`)
  return compare({ size: sizeGiven(), engines: chosen, runs, progress })
}

function sizeGiven(): Size {
  if (isSize(values.size)) return values.size
  return stop(`--size must be one of ${Object.keys(sizes).join(', ')}, not “${values.size}”.`)
}

/** A whole number above 0. */
function countIn(option: 'runs' | 'seconds') {
  const given = Number(values[option])
  if (!Number.isInteger(given) || given < 1)
    stop(`--${option} must be a whole number above 0, not “${values[option]}”.`)
  return given
}

async function measureAll(chosen: readonly string[], seconds: number, size: Size) {
  const figures: Record<string, readonly Figure[]> = {}
  for (const name of chosen) {
    const measured = (await benches[name]?.(seconds, size)) ?? []
    figures[name] = measured
    if (values.json) continue
    for (const { what, value } of measured) console.log(`${value.padStart(18)}  ${what}`)
  }
  return figures
}

const asked = positionals.includes('questions') ? await askAll() : null
if (asked !== null && !values.json) console.log(report(asked))
const chosen =
  positionals.length === 0 ? Object.keys(benches) : positionals.filter((name) => name in benches)
if (chosen.length > 0 && !values.json) console.log(`On ${machineInWords(machine())}:\n`)
const figures = await measureAll(chosen, countIn('seconds'), sizeGiven())
if (values.json)
  console.log(
    JSON.stringify({ machine: machine(), figures, ...(asked && { questions: asked }) }, null, 2),
  )
