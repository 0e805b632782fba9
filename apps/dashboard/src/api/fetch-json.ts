import { Failure } from '@airgraph/domain/failure.ts'
import { readProblem } from './read-problem.ts'

const unreachable = 'The server does not answer. See whether it is still running.'

/** Some endpoints say what went wrong in the words of what went right. */
const isReply = ({ status, headers }: Response, alsoGood: readonly number[]) =>
  alsoGood.includes(status) && !(headers.get('content-type') ?? '').includes('problem')

/** The body as the server promises it. Throws `Failure`, and the abort of its own signal unchanged. */
export async function fetchJson<T>(
  path: string,
  init: RequestInit,
  alsoGood: readonly number[] = [],
): Promise<T> {
  const response = await fetch(path, { credentials: 'same-origin', ...init }).catch(
    (cause: unknown) => {
      if (init.signal?.aborted) throw cause
      throw new Failure('unavailable', unreachable, { retry: 'later', cause })
    },
  )
  const text = await response.text()
  if (!response.ok && !isReply(response, alsoGood)) throw readProblem(response.status, text)
  return JSON.parse(text) as T
}
