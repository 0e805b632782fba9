import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useApi } from '../../api/api.ts'
import { formatCount, formatRatio } from '../../format/numbers.ts'
import { saveFile } from '../../kit/save-file.ts'
import { createGate } from './create-gate.ts'
import { loadFile, type Progress } from './load.ts'
import type { Order } from './order.ts'
import { Summary } from './Summary.tsx'
import { eventsOf, nothingYet } from './tally.ts'

interface Props {
  readonly order: Order
  readonly onAgain: () => void
  readonly onBack: () => void
}

type State = 'loading' | 'paused' | 'done' | { readonly stopped: string }

/** How far it has come; it can be paused, ended, and begun anew without harm. */
export function Loading({ order, onAgain, onBack }: Props) {
  const { state, progress, rejects, ...run } = useLoading(order)
  const { tally, done } = progress
  const rejected = tally.refused + tally.repeated
  const isUnderway = state === 'loading' || state === 'paused'
  return (
    <div className="import">
      {isUnderway && (
        <>
          <progress value={done} aria-label="Read" />
          <p role="status">
            {state === 'paused' ? 'Paused at' : 'Read'} {formatRatio(done, { digits: 0 })}:{' '}
            {formatCount(tally.rows)} rows read, {formatCount(eventsOf(tally))} events stored,{' '}
            {formatCount(rejected)} rows not loaded
          </p>
          <p className="import-else">
            Keep this page open. Whoever closes it can load the file again: what is there stays
            once.
          </p>
        </>
      )}
      {typeof state === 'object' && (
        <p className="import-problem" role="alert">
          {state.stopped} What was stored stays; go on, and nothing is counted twice.
        </p>
      )}
      {!isUnderway && <Summary tally={tally} source={order.source} isWhole={state === 'done'} />}
      <div className="import-buttons">
        {state === 'loading' && (
          <Button variant="default" onClick={run.pause}>
            Pause
          </Button>
        )}
        {state === 'paused' && (
          <Button className="button-main" onClick={run.resume}>
            Go on
          </Button>
        )}
        {isUnderway && (
          <Button variant="default" onClick={run.stop}>
            Stop
          </Button>
        )}
        {typeof state === 'object' && (
          <Button className="button-main" onClick={run.start}>
            Go on
          </Button>
        )}
        {!isUnderway && rejected > 0 && (
          <Button
            variant="default"
            onClick={() => saveFile(new Blob([...rejects]), `${order.file.name}.rejects.csv`)}
          >
            Save what was not loaded
          </Button>
        )}
        {typeof state === 'object' && (
          <Button variant="default" onClick={onBack}>
            Back to the columns
          </Button>
        )}
        {!isUnderway && (
          <Button variant="default" onClick={onAgain}>
            Another file
          </Button>
        )}
      </div>
    </div>
  )
}

const beginning: Progress = { tally: nothingYet, done: 0 }

function useLoading(order: Order) {
  const api = useApi()
  const [state, setState] = useState<State>('loading')
  const [progress, setProgress] = useState(beginning)
  const rejects = useRef<Blob[]>([])
  const gate = useRef(createGate())
  const stop = useRef(new AbortController())
  const begin = async () => {
    const mine = new AbortController()
    stop.current = mine
    gate.current = createGate()
    rejects.current = []
    try {
      const tally = await loadFile(api, {
        outcomes: order.outcomes(),
        source: order.source,
        signal: mine.signal,
        gate: gate.current.pass,
        onProgress: (now) => mine.signal.aborted || setProgress(now),
        onRejects: (lines) => rejects.current.push(lines),
      })
      setProgress({ tally, done: 1 })
      setState('done')
    } catch (error) {
      if (mine.signal.reason === leaving) return
      const said = mine.signal.aborted ? 'Stopped.' : (error as Error).message
      setState({ stopped: said })
    }
  }
  useEffect(() => {
    void begin()
    return () => {
      stop.current.abort(leaving)
      gate.current.open()
    }
    // oxlint-disable-next-line react/exhaustive-deps -- an order is loaded once, however often the page is drawn
  }, [order])
  useStaying(state === 'loading' || state === 'paused')
  return {
    state,
    progress,
    rejects: rejects.current,
    start: () => {
      setState('loading')
      setProgress(beginning)
      void begin()
    },
    pause: () => {
      gate.current.close()
      setState('paused')
    },
    resume: () => {
      gate.current.open()
      setState('loading')
    },
    stop: () => {
      stop.current.abort()
      gate.current.open()
    },
  }
}

const leaving = 'the page was left'

/** The browser asks before it closes the page. */
function useStaying(isUnderway: boolean) {
  useEffect(() => {
    if (!isUnderway) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isUnderway])
}
