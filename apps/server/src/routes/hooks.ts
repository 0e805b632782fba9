import { postHook } from '@airgraph/contract/hooks.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { createReceive } from '../flows/receive.ts'
import { handle, reply } from '../http/handle.ts'
import { problem } from '../http/problem.ts'

interface Needs {
  readonly records: Pick<Records, 'sources'>
  readonly receive: ReturnType<typeof createReceive>
}

export const hookRoutes = ({ records: { sources }, receive }: Needs) => [
  handle(postHook, async ({ params, bytes, headers }) => {
    const source = await sources.byHook(params.key)
    if (source === null)
      return reply(404, problem('not-found', 'No source has this URL. Was it copied whole?'))
    const now = new Date()
    const received = await receive(source, { headers, body: bytes, receivedAt: now })
    if (received.ok) {
      if (received.value.accepted > 0) sources.noteEvent(source, now)
      return reply(200, { accepted: received.value.accepted, refused: [...received.value.refused] })
    }
    const { code } = received.error
    const expected = code === 'unreadable' ? received.error.expected : refusals[code]
    sources.noteError(source, expected, now)
    return code === 'unreadable'
      ? reply(422, problem('invalid', expected))
      : reply(401, problem('unauthorized', expected))
  }),
]

const refusals = {
  'bad-signature':
    'The request does not prove that it comes from this ESP: its secret and the one configured here differ.',
  'too-old': 'The request was signed too long ago: it may be somebody’s copy.',
} as const
