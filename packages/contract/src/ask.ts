import { Answer } from '@airgraph/domain/answer.ts'
import { Question } from '@airgraph/domain/question.ts'
import { endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'

export const postAsk = endpoint({
  method: 'POST',
  path: '/v1/ask',
  summary: 'Ask a question',
  description:
    'Every widget, page, export and command asks here. The answer says its units, its definitions in words, as of when it is, and what it cost.',
  scope: 'ask',
  role: 'viewer',
  body: Question,
  reply: { 200: Answer, 422: Problem, 429: Problem },
})
