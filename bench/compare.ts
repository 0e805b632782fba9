import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Contended } from './contend.ts'
import { type Size, sizes } from './dataset/workspaces.ts'
import { type Figure, ms } from './figures.ts'
import { questions } from './questions.ts'

const node = (args: readonly string[]) =>
  execFileSync(process.execPath, ['--no-warnings', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 28,
  })
const here = (file: string) => join(import.meta.dirname, file)

/** The folder of a dataset that is whole; one that was left half made is made anew. */
function dataset(size: Size): string {
  const folder = join('data/bench', size)
  if (!existsSync(join(folder, 'dataset.json'))) {
    rmSync(folder, { recursive: true, force: true })
    node([here('dataset/make.ts'), size, folder])
  }
  if (!existsSync(join(folder, 'abouts.json'))) node([here('dataset/abouts.ts'), folder])
  return folder
}

/** Airgraph, hand-written SQL, DuckDB and PostgreSQL on the same events, one after the other. */
export function compare(
  size: Size,
  engines: readonly string[],
  runs: number,
): readonly Contended[] {
  const folder = dataset(size)
  if (engines.some((engine) => engine === 'duckdb' || engine === 'postgres'))
    node([here('dataset/export.ts'), folder])
  mkdirSync('data/bench/results', { recursive: true })
  return engines.map((engine) => {
    const contended = JSON.parse(
      node([here('contend.ts'), engine, folder, String(runs)]),
    ) as Contended
    writeFileSync(
      join('data/bench/results', `${size}-${engine}.json`),
      JSON.stringify(contended, null, 2),
    )
    return contended
  })
}

const geometricMean = (values: readonly number[]) =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)

const earlier = (size: Size, engine: string): Contended | null => {
  const smaller = { '100M': '10M', '10M': '1M', '1M': null }[size]
  const file = join('data/bench/results', `${smaller}-${engine}.json`)
  return smaller !== null && existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Contended)
    : null
}

/** A row for each question: medians of each, and how many times the first contender's. */
export function inFigures(size: Size, all: readonly Contended[]): readonly Figure[] {
  const [ours] = all
  if (ours === undefined) return []
  const before = earlier(size, ours.name)
  const rows = ['large', 'small'].flatMap((workspace) =>
    questions.map(({ name }) => {
      const mine = ours.times[workspace]?.[name]
      const others = all.slice(1).map((other) => {
        const theirs = other.times[workspace]?.[name]
        return theirs && mine
          ? `${other.name} ${ms(theirs.median)} (${(theirs.median / mine.median).toFixed(1)} ×)`
          : `${other.name} –`
      })
      const was = before?.times[workspace]?.[name]
      const grown =
        was && mine ? [`grown ${(mine.median / was.median).toFixed(1)} × since a tenth`] : []
      return {
        what: [
          `${workspace}: ${name}`,
          `p95 ${ms(mine?.p95 ?? Number.NaN)}`,
          `first ${ms(mine?.first ?? Number.NaN)}`,
          ...others,
          ...grown,
        ].join(' · '),
        value: ms(mine?.median ?? Number.NaN),
      }
    }),
  )
  const means = all.slice(1).map((other) => ({
    what: `geometric mean of ${other.name} ÷ ${ours.name}, large workspace (${other.what}; loaded in ${other.loadSeconds.toFixed(0)} s)`,
    value: `${geometricMean(
      questions.flatMap(({ name }) => {
        const [theirs, mine] = [other.times['large']?.[name], ours.times['large']?.[name]]
        return theirs && mine ? [theirs.median / mine.median] : []
      }),
    ).toFixed(2)} ×`,
  }))
  const crowds = ours.concurrent.map(({ askers, perSecond, p95, errors }) => ({
    what: `questions/s with ${askers} at once: p95 ${ms(p95)}, ${errors} errors`,
    value: perSecond.toFixed(1),
  }))
  const memory = {
    what: `resident memory of the process afterwards, ${sizes[size].toLocaleString('en')} events`,
    value: `${((ours.memory ?? 0) / 2 ** 20).toFixed(0)} MiB`,
  }
  return [...rows, ...means, ...crowds, memory]
}
