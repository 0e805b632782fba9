import { pathOf } from './path-of.ts'
import { readCommitted } from './read-committed.ts'
import type { News } from './read-committed.ts'

export type LiveState = 'connecting' | 'live' | 'down' | 'paused'

export interface LiveListener {
  readonly onCommitted: (committed: News) => void
  readonly onState: (state: LiveState) => void
}

/** The browser repeats after a lost connection, but gives up for good after a refusal such as 503. */
const reopenAfter = 5_000

/** The live stream until the returned function is called. Reconnects for as long as it takes. */
export function openLive(
  workspaceId: string | null,
  { onCommitted, onState }: LiveListener,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let source = open()

  function open() {
    const stream = new EventSource(pathOf('/v1/live', {}, { workspace: workspaceId }))
    stream.addEventListener('open', () => onState('live'))
    stream.addEventListener('committed', ({ data }: MessageEvent<string>) => {
      const committed = readCommitted(data)
      if (committed) onCommitted(committed)
    })
    stream.addEventListener('error', () => {
      onState('down')
      if (stream.readyState === EventSource.CLOSED) timer = setTimeout(reopen, reopenAfter)
    })
    return stream
  }

  function reopen() {
    source.close()
    source = open()
  }

  return () => {
    clearTimeout(timer)
    source.close()
  }
}
