import type { Progress } from '@airgraph/ingest/files/events-in.ts'
import cliProgress, { type Options, type Params } from 'cli-progress'
import { count } from './figures.ts'

interface Shown {
  readonly rows: number
  /** On the server. */
  readonly events: number
  /** Rows a second. */
  readonly rate: number
  readonly state: 'working' | 'waiting' | 'done'
}

/** How far, how fast, how long still; nothing where nobody is looking. */
export function progressBar(title: string) {
  const bar = new cliProgress.SingleBar({
    format: (options, params, shown: Shown) => `${title}  ${lineOf(options, params, shown)}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: false,
    barsize: 24,
    etaBuffer: 50,
  })
  const started = performance.now()
  let isDone = false
  let shown: Shown = { rows: 0, events: 0, rate: 0, state: 'working' }
  bar.start(1, 0, shown)
  const change = (next: Partial<Shown>) => {
    shown = { ...shown, ...next }
    bar.update(shown)
  }
  return {
    read({ bytesRead, bytes, rows }: Progress) {
      shown = { ...shown, rows, rate: rows / Math.max(0.001, secondsSince(started)) }
      bar.setTotal(Math.max(1, bytes))
      bar.update(bytesRead, shown)
    },
    sent: (events: number) => change({ events, state: 'working' }),
    waiting: () => change({ state: 'waiting' }),
    done() {
      isDone = true
      change({ state: 'done' })
      bar.stop()
    },
    [Symbol.dispose]() {
      if (!isDone) bar.stop()
    },
  }
}

const secondsSince = (started: number) => (performance.now() - started) / 1_000

function lineOf(options: Options, { progress, eta }: Params, { rows, events, rate, state }: Shown) {
  const parts = [
    cliProgress.Format.BarFormat(progress, options),
    `${Math.floor(progress * 100)} %`,
    `${count(rows)} rows`,
    `${count(Math.round(rate))} rows/s`,
    `${count(events)} events loaded`,
    ...doing(state, progress, eta),
  ]
  return parts.join('  ')
}

/** Events of groups are sent when the whole file has been read: the bar is full then, and the work is not done. */
function doing(state: Shown['state'], progress: number, eta: number): readonly string[] {
  if (state === 'done') return []
  if (state === 'waiting') return ['the server is busy: waiting']
  if (progress >= 1) return ['all read, sending']
  return Number.isFinite(eta) ? [`${Math.ceil(eta)} s left`] : []
}
