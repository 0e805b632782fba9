import type { Contender } from '../contenders/contender.ts'
import { median, quantile, timed } from '../figures.ts'
import type { Place } from './ask-warm.ts'
import type { Crowd } from './measured.ts'

/** For how long new questions are asked, in milliseconds; those under way are waited for. */
const lasts = 5_000

/** So many askers go round the questions, each beginning with another one. */
export async function askCrowd(
  contender: Contender,
  questions: readonly string[],
  { workspace, about }: Place,
  askers: number,
): Promise<Crowd> {
  const samples: number[] = []
  let errors = 0
  const ends = performance.now() + lasts
  const asker = async (first: number) => {
    for (let next = first; performance.now() < ends; next++) {
      const question = questions[next % questions.length] ?? ''
      const asked = timed(() => contender.ask(question, workspace, about))
      await asked.then(
        ({ milliseconds }) => samples.push(milliseconds),
        () => (errors += 1),
      )
    }
  }
  const { milliseconds } = await timed(() =>
    Promise.all(Array.from({ length: askers }, (_, i) => asker(i))),
  )
  return {
    askers,
    perSecond: samples.length / (milliseconds / 1_000),
    median: samples.length > 0 ? median(samples) : 0,
    p95: samples.length > 0 ? quantile(samples, 0.95) : 0,
    errors,
  }
}
