/** Does one job that its parent sends, sends back what came of it, and ends. */
import type { Contender, Engine } from '../contenders/contender.ts'
import { engines } from '../contenders/engines.ts'
import { type Dataset, openDataset } from '../dataset/dataset.ts'
import { timed } from '../figures.ts'
import { questions } from '../questions.ts'
import { askCrowd } from './ask-crowd.ts'
import { askWarm, type Place, sentence } from './ask-warm.ts'
import type { Done, Job, Warm } from './jobs.ts'
import { type Crowd, hasFailed, type Measured } from './measured.ts'
import { memoryOf } from './memory.ts'

const names = questions.map(({ name }) => name)
/** In milliseconds: a crowd whose questions need more than this together is not let in. */
const mostForACrowd = 120_000

function placeIn({ abouts }: Dataset, workspace: string): Place {
  const about = abouts[workspace]
  if (about === undefined) throw new Error(`There is no workspace “${workspace}” in this dataset.`)
  return { workspace, about }
}

async function cold(engine: Engine, dataset: Dataset, question: string): Promise<Done['cold']> {
  const opened = await timed(() => engine.open(dataset))
  await using contender = opened.result
  const { workspace, about } = placeIn(dataset, 'large')
  try {
    const { milliseconds } = await timed(() => contender.ask(question, workspace, about))
    return { open: opened.milliseconds, first: milliseconds }
  } catch (error) {
    return { failed: sentence(error) }
  }
}

/** Of all questions one after the other, in milliseconds. */
const roundOf = (times: Measured['warm'][string]) =>
  Object.values(times).reduce((sum, one) => sum + (hasFailed(one) ? mostForACrowd : one.median), 0)

async function warm(
  engine: Engine,
  dataset: Dataset,
  { runs, askers }: Extract<Job, { do: 'warm' }>,
): Promise<Warm> {
  await using contender = await engine.open(dataset)
  const times: Record<string, Measured['warm'][string]> = {}
  const answers: Record<string, Warm['answers'][string]> = {}
  for (const workspace of ['large', 'small']) {
    const asked = await askAll(contender, placeIn(dataset, workspace), runs)
    times[workspace] = Object.fromEntries(asked.map(({ name, times: of }) => [name, of]))
    answers[workspace] = Object.fromEntries(
      asked.flatMap(({ name, answer }) => (answer === null ? [] : [[name, answer]])),
    )
  }
  const asked = memoryOf(contender.processes)
  const each = roundOf(times['large'] ?? {}) / names.length
  const crowds: (Crowd | null)[] = []
  for (const many of askers)
    crowds.push(
      each * many > mostForACrowd
        ? null
        : await askCrowd(contender, names, placeIn(dataset, 'large'), many),
    )
  return {
    what: contender.what,
    bytes: await contender.bytes(),
    memory: { asked, crowded: memoryOf(contender.processes) },
    warm: times,
    crowds,
    answers,
  }
}

async function askAll(contender: Contender, place: Place, runs: number) {
  const all = []
  for (const name of names) all.push({ name, ...(await askWarm(contender, name, place, runs)) })
  return all
}

async function work(job: Job): Promise<unknown> {
  const engine = engines.find(({ name }) => name === job.engine)
  if (engine === undefined) throw new Error(`nobody is called ${job.engine}`)
  const dataset = openDataset(job.size, { star: engine.needsStar })
  if (job.do === 'load') return engine.load(dataset)
  if (job.do === 'cold') return cold(engine, dataset, job.question)
  return warm(engine, dataset, job)
}

/** Whoever is told to end, or whose parent is gone, leaves by the way on which engines end their own processes. */
const leave = () => process.exit(130)
process.once('SIGINT', leave).once('SIGTERM', leave).once('disconnect', leave)

process.once('message', (job: Job) => {
  work(job).then(
    (done) => process.send?.({ done }, () => process.exit(0)), // the embedded engines would keep it alive
    (error: unknown) => process.send?.({ failed: sentence(error) }, () => process.exit(1)),
  )
})
