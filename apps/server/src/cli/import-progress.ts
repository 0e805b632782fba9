import type { Progress } from '@airgraph/ingest/files/events-in.ts'
import { SingleBar } from 'cli-progress'

/** How far, how fast, how long still; nothing where nobody is looking. */
export function progressBar(title: string) {
  const bar = new SingleBar({
    format: `${title}  {bar}  {percentage} %  {rows} rows  {rate} rows/s  {eta_formatted} left`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: false,
    barsize: 24,
    etaBuffer: 50,
  })
  const started = performance.now()
  let isDone = false
  bar.start(1, 0, { rows: 0, rate: 0 })
  return {
    show({ bytesRead, bytes, rows }: Progress) {
      const rate = Math.round(rows / Math.max(0.001, (performance.now() - started) / 1_000))
      bar.setTotal(Math.max(1, bytes))
      bar.update(bytesRead, { rows, rate })
    },
    done() {
      isDone = true
      bar.stop()
    },
    [Symbol.dispose]() {
      if (!isDone) bar.stop()
    },
  }
}
