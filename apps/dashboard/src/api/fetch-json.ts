import { Failure } from '@airgraph/domain/failure.ts'
import { readProblem } from './read-problem.ts'

const unreachable = 'The server does not answer. See whether it is still running.'

/** The body as the server promises it. Throws `Failure`, and the abort of its own signal unchanged. */
export async function fetchJson<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(path, { credentials: 'same-origin', ...init }).catch(
    (cause: unknown) => {
      if (init.signal?.aborted) throw cause
      throw new Failure('unavailable', unreachable, { retry: 'later', cause })
    },
  )
  const text = await response.text()
  if (!response.ok) throw readProblem(response.status, text)
  return JSON.parse(text) as T
}
