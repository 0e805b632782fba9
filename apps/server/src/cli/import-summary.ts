import { count } from './figures.ts'

export interface Summed {
  readonly file: string
  /** `null` where the key may not ask which it is. */
  readonly workspace: string | null
  readonly source: string
  readonly events: number
  /** Counted, and not only safe in the log. */
  readonly isStored: boolean
  readonly rows: number
  /** Of the rows, those that nobody asked for. */
  readonly leftOut: number
  readonly milliseconds: number
  readonly rejects: {
    readonly file: string
    readonly count: number
    /** Of these, rows that are equal to one above. */
    readonly repeated: number
    /** The line in which the file ends though there was to be more of it. */
    readonly endsEarly: number | null
  }
}

/** What came of an import, so that every row of the file is accounted for. */
export function summaryOf({ rejects, ...summed }: Summed): string {
  const lines = [loaded(summed), read(summed)]
  if (rejects.count > 0) lines.push(notLoaded(rejects))
  if (rejects.endsEarly !== null) lines.push(notWhole(summed, rejects.endsEarly))
  return lines.join('\n')
}

type Loaded = Omit<Summed, 'rejects'>

const loaded = ({ events, file, workspace, source, isStored }: Loaded) =>
  `${events} ${events === 1 ? 'event' : 'events'} loaded from ${file} into ${workspace === null ? 'the key’s workspace' : `“${workspace}”`}, source “${source}”.` +
  (isStored ? '' : ' They are in the log, and counted when the worker has stored them.')

function read({ rows, leftOut, milliseconds }: Loaded) {
  const seconds = milliseconds / 1_000
  const rate = count(Math.round(rows / Math.max(0.001, seconds)))
  const left = leftOut > 0 ? `; ${count(leftOut)} of them were left out` : ''
  return `${rowsOf(rows)} in ${seconds.toFixed(1)} s, ${rate} a second${left}.`
}

function notLoaded({ count: all, repeated, file }: Summed['rejects']) {
  const why = repeated > 0 ? `, ${count(repeated)} of them because they equal a row above` : ''
  return `${rowsOf(all)} ${all === 1 ? 'was' : 'were'} not loaded${why}: ${file} says why, line by line.`
}

const notWhole = ({ file }: Loaded, line: number) =>
  `${file} is not whole: it ends or breaks in line ${count(line)}, and what follows is missing. Get it again, and import it again: nothing counts twice.`

const rowsOf = (rows: number) => `${count(rows)} ${rows === 1 ? 'row' : 'rows'}`
