import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '@airgraph/domain/failure.ts'
import type { Connections } from './connect.ts'

const beat = 100

/**
 * A query that ends soon after its signal fires. The engine must be told to end it: where a client only stops
 * listening, it goes on. It is told again until it has, because it may not have begun when it was told first.
 */
export async function cancellable<T>(
  { control, cluster }: Pick<Connections, 'control' | 'cluster'>,
  signal: AbortSignal | undefined,
  run: (queryId: string) => Promise<T>,
): Promise<T> {
  if (signal?.aborted) throw cancelled()
  const queryId = randomUUID()
  const everywhere = cluster === undefined ? '' : `ON CLUSTER '${cluster}'`
  let over = false
  const stop = async () => {
    while (!over) {
      await control
        .command({
          query: `KILL QUERY ${everywhere} WHERE query_id = {id: String} OR Settings['log_comment'] = {id: String} ASYNC`,
          query_params: { id: queryId },
        })
        .catch(() => {}) // tried again
      if (!over) await sleep(beat)
    }
  }
  let stopping = Promise.resolve()
  const onAbort = () => {
    stopping = stop()
  }
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    return await run(queryId)
  } catch (error) {
    throw signal?.aborted ? cancelled(error) : error
  } finally {
    over = true
    signal?.removeEventListener('abort', onAbort)
    await stopping // a store that is closed now has nothing on its way
  }
}

const cancelled = (cause?: unknown) =>
  new Failure('cancelled', 'The question was cancelled.', { cause })
