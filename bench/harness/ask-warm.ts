import { setTimeout as sleep } from 'node:timers/promises'
import type { Contender } from '../contenders/contender.ts'
import type { Table } from '../contenders/table.ts'
import type { About } from '../dataset/dataset.ts'
import { median, quantile, timed } from '../figures.ts'
import type { Failed, Times } from './measured.ts'

export interface Place {
  readonly workspace: string
  readonly about: About
}

/** Longer than this is not spent on one question, however many runs were wanted. */
const enough = 20_000

export const sentence = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** Asked once to warm up, and then again and again. */
export async function askWarm(
  contender: Contender,
  question: string,
  { workspace, about }: Place,
  runs: number,
): Promise<{ readonly times: Times | Failed; readonly answer: readonly Table[] | null }> {
  const ask = () => contender.ask(question, workspace, about)
  try {
    const first = await timed(ask)
    const samples: number[] = first.milliseconds > enough ? [first.milliseconds] : []
    const until = performance.now() + enough
    while (samples.length < runs && (samples.length === 0 || performance.now() < until))
      samples.push((await timed(ask)).milliseconds)
    const times = { runs: samples.length, median: median(samples), p95: quantile(samples, 0.95) }
    return { times, answer: first.result }
  } catch (error) {
    await sleep(1_000) // what was given up may still be ending
    return { times: { failed: sentence(error) }, answer: null }
  }
}
