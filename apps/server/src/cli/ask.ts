import { postAsk } from '@airgraph/contract/ask.ts'
import { faultsIn, inWords } from '@airgraph/contract/in-words.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import { Question } from '@airgraph/domain/question.ts'
import { Command } from 'commander'
import { print } from './print.ts'
import { withApi } from './with-api.ts'
import { workspaceOption } from './workspace-option.ts'

export const askCommand = new Command('ask')
  .description('ask a question, and print the answer as JSON')
  .argument(
    '<question>',
    'JSON, such as \'{"type":"metrics","metrics":["open-rate"],"from":"2026-10-01","to":"2026-11-01"}\'',
  )
  .addOption(workspaceOption())
  .action(async (text: string, { workspace }: { workspace: string }) => {
    const question = readQuestion(text)
    const answer = await withApi(workspace, (api) => api(postAsk, { body: question }))
    print(JSON.stringify(answer, null, 2))
  })

function readQuestion(text: string) {
  const parsed = Question.safeParse(readJson(text), { error: inWords })
  if (parsed.success) return parsed.data
  throw new Failure(
    'invalid',
    `This question cannot be asked: ${faultsIn(parsed.error, 'question')}.`,
  )
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Failure('invalid', `The question is not JSON: ${String(error)}`, { cause: error })
  }
}
