import { CutShort } from './cut-short.ts'

export interface Line {
  /** From 1. */
  readonly line: number
  readonly text: string
  /** Why this is not a whole line. */
  readonly broken?: string
  /** The file ends here though there was to be more of it. */
  readonly endsEarly?: true
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
  chunks: AsyncIterable<Uint8Array>,
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

async function* transcoded(chunks: AsyncIterable<Uint8Array>, encoding: string) {
  const decoder = new TextDecoder(encoding)
  const encoder = new TextEncoder()
  for await (const chunk of chunks) yield encoder.encode(decoder.decode(chunk, { stream: true }))
  yield encoder.encode(decoder.decode())
}

function createSplitter() {
  let pieces: Uint8Array[] = []
  let length = 0
  let line = 0

  const hold = (piece: Uint8Array) => {
    length += piece.length
    if (length <= longestLine) pieces.push(piece)
    else if (pieces.length > 0) pieces = [joined(pieces).slice(0, shownOfBroken)]
    else pieces = [Uint8Array.from(piece.subarray(0, shownOfBroken))]
  }
  const release = (broken?: string): Line => {
    const text = decode(pieces.length === 1 && pieces[0] ? pieces[0] : joined(pieces), line)
    const why = length > longestLine ? 'The line is longer than 1 MB.' : broken
    pieces = []
    length = 0
    line += 1
    return why === undefined
      ? { line, text }
      : { line, text: text.slice(0, shownOfBroken), broken: why }
  }

  return {
    split(chunk: Uint8Array): Line[] {
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
    end(broken?: string): Line[] {
      if (broken !== undefined) return [{ ...release(broken), endsEarly: true }]
      return length > 0 ? [release()] : []
    },
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

function decode(bytes: Uint8Array, before: number): string {
  const end = bytes.at(-1) === 13 ? bytes.length - 1 : bytes.length
  const text = utf8.decode(bytes.subarray(0, end))
  return before === 0 && text.startsWith('\ufeff') ? text.slice(1) : text
}
