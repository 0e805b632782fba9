/** A row that did not become an event. */
export interface Rejected {
  readonly line: number
  readonly reason: string
  /** As it stands in the file, cut at 2,000 characters. */
  readonly row: string
  /** Equal to a row above: it is there, once. */
  readonly repeated?: true
  /** The rest of the file is missing. */
  readonly endsEarly?: true
  /** How many rows it stands for, where they are more than one. */
  readonly rows?: number
}

/** First line of a reject file. */
export const rejectHeader = 'line,reason,row\r\n'

/** One line of a reject file: CSV that no spreadsheet takes for a formula. */
export const rejectLine = ({ line, reason, row }: Rejected): string =>
  `${line},${harmless(reason)},${harmless(row)}\r\n`

const harmless = (text: string) => {
  const safe =
    /^[\s\p{Cf}]*[=+\-@|%＝＋－＠]/u.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('\0', '').replaceAll('"', '""')}"`
}
