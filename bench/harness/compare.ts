import { engines } from '../contenders/engines.ts'
import { type Manifest, openDataset } from '../dataset/dataset.ts'
import { datasetVersion, type Size } from '../dataset/workspaces.ts'
import { questions } from '../questions.ts'
import { difference } from './agreement.ts'
import { machine } from './machine.ts'
import type { Answers, Cold, Failed, Measured } from './measured.ts'
import { keep } from './results.ts'
import { runJob } from './run-job.ts'

export interface Asked {
  readonly size: Size
  readonly engines: readonly string[]
  readonly runs: number
  /** What is being done, for who waits. */
  readonly progress: (doing: string) => void
}

export interface Comparison {
  readonly dataset: Manifest
  readonly measured: readonly Measured[]
  /** In words, where somebody answers otherwise than the first, or nothing at all. */
  readonly disagreements: readonly string[]
}

const askers = [1, 10, 50]

/** The engines one after the other on the same events, each job in a process of its own. */
export async function compare({
  size,
  engines: names,
  runs,
  progress,
}: Asked): Promise<Comparison> {
  const needsStar = engines.some(({ name, needsStar: does }) => does && names.includes(name))
  progress(`the dataset of ${size} events`)
  const { manifest } = openDataset(size, { star: needsStar })
  const all: { readonly measured: Measured; readonly answers: Answers }[] = []
  for (const engine of names) all.push(await measure(engine, { size, runs, progress }))
  return {
    dataset: manifest,
    measured: all.map(({ measured }) => measured),
    disagreements: disagreementsOf(all),
  }
}

async function measure(engine: string, { size, runs, progress }: Omit<Asked, 'engines'>) {
  progress(`${engine}: loading`)
  const loadSeconds = await runJob({ do: 'load', engine, size })
  const cold: Record<string, Cold | Failed> = {}
  for (const { name: question } of questions) {
    progress(`${engine}, from a cold start: ${question}`)
    cold[question] = await runJob({ do: 'cold', engine, size, question })
  }
  progress(`${engine}: every question ${runs} times, then ${askers.join(', ')} at once`)
  const { answers, ...warm } = await runJob({ do: 'warm', engine, size, runs, askers })
  const measured = {
    engine,
    size,
    datasetVersion,
    at: new Date().toISOString(),
    machine: machine(),
    loadSeconds,
    cold,
    ...warm,
  }
  keep(measured)
  return { measured, answers }
}

const isEmpty = (tables: readonly (readonly unknown[])[]) =>
  tables.every((rows) => rows.length === 0)

function disagreementsOf(
  all: readonly { readonly measured: Measured; readonly answers: Answers }[],
): readonly string[] {
  const [first] = all
  if (first === undefined) return []
  return Object.entries(first.answers).flatMap(([workspace, answers]) =>
    Object.entries(answers).flatMap(([question, ours]) => [
      ...(isEmpty(ours)
        ? [`${first.measured.engine} answers nothing: ${workspace}, ${question}`]
        : []),
      ...all.slice(1).flatMap(({ measured, answers: others }) => {
        const theirs = others[workspace]?.[question]
        const wrong = theirs && difference(ours, theirs)
        return wrong
          ? [`${first.measured.engine} ≠ ${measured.engine}: ${workspace}, ${question}: ${wrong}`]
          : []
      }),
    ]),
  )
}
