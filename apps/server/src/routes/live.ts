import { PassThrough } from 'node:stream'
import { getLive } from '@airgraph/contract/live.ts'
import { minutes, seconds } from '@airgraph/domain/units.ts'
import type { Hub } from '@airgraph/live/hub.ts'
import { handle } from '../http/handle.ts'

const heartbeat = seconds(15)
/** Then it ends and is opened again, by who still may. */
const longest = minutes(10)

interface Needs {
  readonly hub: Hub
  /** Fires when the server is about to close: a stream that went on would keep it open. */
  readonly stopping: AbortSignal
}

export const liveRoutes = ({ hub, stopping }: Needs) => [
  handle(getLive, async ({ workspaceId, signal }) => {
    const stream = new PassThrough()
    const stop = hub.subscribe(workspaceId, (news) =>
      stream.write(`event: committed\nid: ${news.seq}\ndata: ${JSON.stringify(news)}\n\n`),
    )
    const beat = setInterval(() => stream.write(': still here\n\n'), heartbeat)
    const over = setTimeout(() => end(), longest)
    const end = () => {
      stop()
      clearInterval(beat)
      clearTimeout(over)
      stream.end()
    }
    AbortSignal.any([signal, stopping]).addEventListener('abort', end, { once: true })
    stream.write('retry: 2000\n\n')
    return {
      status: 200 as const,
      body: stream as unknown as string,
      contentType: 'text/event-stream',
    }
  }),
]
