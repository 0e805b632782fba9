import { readFileSync } from 'node:fs'
import { postAsk } from '@airgraph/contract/ask.ts'
import { start } from '../../apps/server/src/process/testing.ts'
import { questions } from '../questions.ts'
import type { Contender } from './contender.ts'

/** The product as a process of its own, asked over HTTP. */
export async function openAirgraph(folder: string): Promise<Contender> {
  const server = await start(folder)
  return {
    name: 'airgraph',
    what: `Airgraph over HTTP, Node ${process.versions.node}`,
    ask(name, workspace, about) {
      const question = questions.find((one) => one.name === name)
      if (question === undefined) return null
      const headers = { 'x-airgraph-workspace': workspace }
      return Promise.all(
        question.ask(about).map((body) => server.api(postAsk, { body, headers })),
      ).then((answers) => answers.length)
    },
    memory: () => {
      const [, resident] = readFileSync(`/proc/${server.pid}/statm`, 'utf8').split(' ')
      return Number(resident) * 4_096
    },
    async [Symbol.asyncDispose]() {
      await server.end('SIGINT')
    },
  }
}
