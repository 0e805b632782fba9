import { CutShort } from './bytes.ts'

export interface Line {
  /** From 1. */
  readonly line: number
  readonly text: string
  /** Why this is not a whole line. */
  readonly broken?: string
}

export const longestLine = 1024 * 1024
/** Of a line that is refused, this much is shown. */
export const shownOfBroken = 2_000
const newline = 10

/**
 * The lines of a text file. Each is a string of its own and keeps no larger one alive, so what is remembered of it
 * costs what it is long. Bytes that are not of the encoding become U+FFFD.
 */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  encoding: string,
): AsyncGenerator<readonly Line[], void> {
  const splitter = createSplitter()
  try {
    for await (const chunk of encoding === 'utf-8' ? chunks : transcoded(chunks, encoding))
      yield splitter.split(chunk)
    yield splitter.end()
  } catch (error) {
    if (!(error instanceof CutShort)) throw error
    yield splitter.end(
      `The gzip data ends or breaks here (${error.message}): the rest of the file is missing.`,
    )
  }
}

async function* transcoded(chunks: AsyncIterable<Buffer>, encoding: string) {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }))
  yield Buffer.from(decoder.decode())
}

function createSplitter() {
  let pieces: Buffer[] = []
  let length = 0
  let line = 0

  const hold = (piece: Buffer) => {
    length += piece.length
    if (length <= longestLine) pieces.push(piece)
    else if (pieces.length > 0) pieces = [Buffer.concat(pieces).subarray(0, shownOfBroken)]
    else pieces = [Buffer.from(piece.subarray(0, shownOfBroken))]
  }
  const release = (broken?: string): Line => {
    const text = decode(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces), line)
    const why = length > longestLine ? 'The line is longer than 1 MB.' : broken
    pieces = []
    length = 0
    line += 1
    return why === undefined
      ? { line, text }
      : { line, text: text.slice(0, shownOfBroken), broken: why }
  }

  return {
    split(chunk: Buffer): Line[] {
      const lines: Line[] = []
      let from = 0
      for (let to = chunk.indexOf(newline); to >= 0; to = chunk.indexOf(newline, from)) {
        hold(chunk.subarray(from, to))
        lines.push(release())
        from = to + 1
      }
      if (from < chunk.length) hold(chunk.subarray(from))
      return lines
    },
    /** With the reason why the file ends early: then its last line is half a line, and half a number is a wrong one. */
    end: (broken?: string): Line[] => (length > 0 || broken !== undefined ? [release(broken)] : []),
  }
}

function decode(bytes: Buffer, before: number): string {
  const end = bytes.at(-1) === 13 ? bytes.length - 1 : bytes.length
  const text = bytes.toString('utf8', 0, end)
  return before === 0 && text.startsWith('\ufeff') ? text.slice(1) : text
}
