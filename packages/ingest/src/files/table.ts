/** A row of a file as it was read, its values in the order of the file's columns. */
export interface Row {
  /** Line of the file on which it begins, from 1; of a Parquet file the row's number. */
  readonly line: number
  readonly values: readonly unknown[]
  /** As it stands in the file. */
  readonly text: string
}

/** What could not be read as a row, and why, in words for the person whose file it is. */
export interface BrokenRow {
  readonly line: number
  readonly broken: string
  readonly text: string
  /** Nothing follows, though there was to be more of the file. */
  readonly endsEarly?: true | undefined
}

/** A file with named columns, whatever its format. Rows come in batches, so that reading costs no pause per row. */
export interface Table {
  readonly columns: readonly string[]
  /** Size of the file on the disk, and how much of that has been read. */
  readonly bytes: number
  bytesRead(): number
  readonly batches: AsyncGenerator<readonly (Row | BrokenRow)[], void>
}

/** How a text file is laid out, where it does not tell by itself. */
export interface Layout {
  /** One character, or "whitespace" for columns aligned by blanks. */
  readonly delimiter?: string | undefined
  /** A WHATWG encoding label. */
  readonly encoding?: string | undefined
  /** Names of the columns of a CSV file that has no header. */
  readonly columns?: readonly string[] | undefined
}
