import { beforeAll, describe, expect, it } from 'vitest'
import { type Dataset, openDataset } from '../dataset/dataset.ts'
import { difference } from '../harness/agreement.ts'
import { questions } from '../questions.ts'
import type { Contender } from './contender.ts'
import { engines } from './engines.ts'
import type { Table } from './table.ts'

const workspaces = ['large', 'middle', 'small']
const names = questions.map(({ name }) => name)
const [reference, ...others] = engines.map(({ name }) => name)

interface Heard {
  readonly answers: ReadonlyMap<string, readonly Table[]>
  readonly bytes: number
  readonly stranger: string
}
const heard = new Map<string, Heard>()

/** One after the other: two of them work on the same folder. */
beforeAll(async () => {
  const dataset = openDataset('tiny', { star: true })
  for (const engine of engines) {
    await engine.load(dataset)
    await using contender = await engine.open(dataset)
    heard.set(engine.name, await hear(contender, dataset))
  }
}, 240_000)

async function hear(contender: Contender, { abouts }: Dataset): Promise<Heard> {
  const answers = new Map<string, readonly Table[]>()
  const about = (workspace: string) => abouts[workspace] ?? expect.unreachable(workspace)
  for (const workspace of workspaces)
    for (const name of names)
      answers.set(`${workspace}: ${name}`, await contender.ask(name, workspace, about(workspace)))
  const asked = contender.ask('why', 'large', about('large'))
  const stranger = await asked.then(() => 'answered', String)
  return { answers, bytes: await contender.bytes(), stranger }
}

const answerOf = (engine: string, asked: string) =>
  heard.get(engine)?.answers.get(asked) ?? expect.unreachable(`${engine} was not asked ${asked}`)

describe.each(others)('%s answers as Airgraph does', (engine) => {
  it.each(workspaces.flatMap((workspace) => names.map((name) => `${workspace}: ${name}`)))(
    '%s',
    (asked) => {
      const answer = answerOf(reference ?? '', asked)
      expect(answer.some((rows) => rows.length > 0)).toBe(true)
      expect(difference(answer, answerOf(engine, asked))).toBeNull()
    },
  )
})

it.each(engines.map(({ name }) => name))('%s refuses a question that it does not know', (engine) =>
  expect(heard.get(engine)?.stranger).toContain('“why”'),
)

it.each(engines.map(({ name }) => name))('%s says what it takes on the disk', (engine) =>
  expect(heard.get(engine)?.bytes).toBeGreaterThan(1_000_000),
)
