/** One contender on one dataset, in a process of its own: `node bench/contend.ts NAME FOLDER RUNS`; prints JSON. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openAirgraph } from './contenders/airgraph.ts'
import type { Contender } from './contenders/contender.ts'
import { openDuckDb } from './contenders/duckdb.ts'
import { openFloor } from './contenders/floor.ts'
import { openPostgres } from './contenders/postgres.ts'
import { inParallel, median, quantile, timed } from './figures.ts'
import { type About, questions } from './questions.ts'

const open: Readonly<Record<string, (folder: string) => Promise<Contender>>> = {
  airgraph: openAirgraph,
  floor: openFloor,
  duckdb: openDuckDb,
  postgres: openPostgres,
}

interface Times {
  readonly first: number
  readonly median: number
  readonly p95: number
}
interface Concurrent {
  readonly askers: number
  readonly perSecond: number
  readonly p95: number
  readonly errors: number
}
export interface Contended {
  readonly name: string
  readonly what: string
  readonly loadSeconds: number
  readonly times: Readonly<Record<string, Readonly<Record<string, Times>>>>
  readonly concurrent: readonly Concurrent[]
  readonly memory: number | null
}

const slowest = 120_000

async function measured(
  contender: Contender,
  name: string,
  workspace: string,
  about: About,
  runs: number,
): Promise<Times | null> {
  const ask = () => contender.ask(name, workspace, about) ?? Promise.resolve(0)
  const { milliseconds: first } = await timed(ask)
  if (first > slowest / 4) return { first, median: first, p95: first } // minutes per question: once is enough
  const samples: number[] = []
  for (let i = 0; i < runs; i++) samples.push((await timed(ask)).milliseconds)
  return { first, median: median(samples), p95: quantile(samples, 0.95) }
}

/** Askers go round the page's questions for some seconds. */
async function concurrent(contender: Contender, about: About, askers: number): Promise<Concurrent> {
  const rounds = Math.max(askers * 2, 20)
  let errors = 0
  const names = [
    'key numbers of a month, with the month before',
    'campaign table',
    'daily trend by provider, 12 months',
  ]
  const { milliseconds, result } = await timed(() =>
    inParallel(
      Array.from({ length: rounds }, (_, i) => names[i % names.length] ?? ''),
      askers,
      (name) =>
        (contender.ask(name, 'large', about) ?? Promise.resolve(0)).catch(() => (errors += 1)),
    ),
  )
  return { askers, perSecond: rounds / (milliseconds / 1_000), p95: quantile(result, 0.95), errors }
}

const [name = '', folder = '', runs = '9'] = process.argv.slice(2)
const abouts = JSON.parse(readFileSync(join(folder, 'abouts.json'), 'utf8')) as Record<
  string,
  About
>
const opening = await timed(
  () => open[name]?.(folder) ?? Promise.reject(new Error(`nobody is called ${name}`)),
)
{
  await using contender = opening.result
  const times: Record<string, Record<string, Times>> = {}
  for (const workspace of ['large', 'small'])
    for (const question of questions) {
      const one = await measured(
        contender,
        question.name,
        workspace,
        abouts[workspace] ?? { campaign: '', contact: '' },
        Number(runs),
      )
      if (one !== null) times[workspace] = { ...times[workspace], [question.name]: one }
    }
  const crowds = name === 'airgraph' ? [1, 10, 50] : []
  const concurrently: Concurrent[] = []
  for (const askers of crowds)
    concurrently.push(
      await concurrent(contender, abouts['large'] ?? { campaign: '', contact: '' }, askers),
    )
  const contended: Contended = {
    name,
    what: contender.what,
    loadSeconds: opening.milliseconds / 1_000,
    times,
    concurrent: concurrently,
    memory: contender.memory(),
  }
  console.log(JSON.stringify(contended))
}
process.exit(0)
