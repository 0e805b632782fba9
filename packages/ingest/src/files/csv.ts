import { Failure } from '@airgraph/domain/failure.ts'
import { splitRecord } from './csv-record.ts'
import { type Line, shownOfBroken } from './lines.ts'
import type { BrokenRow, Layout, Row } from './table.ts'

/** A quoted field may run over lines, but one that runs further than this was never closed. */
const mostLines = 500
const mostText = 256 * 1024

interface Csv {
  readonly columns: readonly string[]
  readonly rows: AsyncGenerator<readonly (Row | BrokenRow)[], void>
}

export async function openCsv(
  lines: AsyncGenerator<readonly Line[], void>,
  layout: Layout,
): Promise<Csv> {
  const { head, rest } = await untilText(lines)
  const delimiter = layout.delimiter ?? detectDelimiter(head[0]?.text ?? '')
  if (layout.columns)
    return { columns: layout.columns, rows: rows(head, rest, delimiter, layout.columns.length) }
  const columns = readHeader(head[0], delimiter)
  return { columns, rows: rows(head.slice(1), rest, delimiter, columns.length) }
}

/** Blank lines before the header are no header. */
async function untilText(rest: AsyncGenerator<readonly Line[], void>) {
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    const head = next.value.slice(next.value.findIndex((line) => line.text.trim() !== ''))
    if (next.value.some((line) => line.text.trim() !== '')) return { head, rest }
  }
  throw new Failure('invalid', 'The file is empty: it has not even a header line.')
}

function readHeader(line: Line | undefined, delimiter: string): readonly string[] {
  const fields = line && !line.broken ? split(line.text, delimiter) : 'open'
  if (typeof fields === 'string')
    throw new Failure(
      'invalid',
      `The header line cannot be read as CSV. ${line?.broken ?? 'It has a quote that is never closed.'}`,
    )
  return fields.map((field) => field.trim())
}

const split = (text: string, delimiter: string) =>
  delimiter === 'whitespace' ? text.trim().split(/\s+/) : splitRecord(text, delimiter)

/** The one that divides the header most often. */
function detectDelimiter(header: string): string {
  const parts = (delimiter: string) => {
    const fields = splitRecord(header, delimiter)
    return typeof fields === 'string' ? 0 : fields.length
  }
  return [',', ';', '\t', '|'].reduce((best, next) => (parts(next) > parts(best) ? next : best))
}

async function* rows(
  head: readonly Line[],
  rest: AsyncIterable<readonly Line[]>,
  delimiter: string,
  width: number,
) {
  const assembler = createAssembler(delimiter, width)
  for (const line of head) assembler.add(line)
  yield assembler.take()
  for await (const batch of rest) {
    for (const line of batch) assembler.add(line)
    yield assembler.take()
  }
  assembler.end()
  yield assembler.take()
}

/**
 * Lines into rows. Where several lines do not make one row of the right width, the quote that held them together was
 * a stray one: its line alone is broken, and those after it are read afresh.
 */
function createAssembler(delimiter: string, width: number) {
  let done: (Row | BrokenRow)[] = []
  let held: Line[] = []
  let heldText = 0

  const refuse = ({ line, text, endsEarly }: Line, broken: string) =>
    done.push({ line, broken, text: text.slice(0, shownOfBroken), ...(endsEarly && { endsEarly }) })

  function add(line: Line): void {
    if (line.broken !== undefined) {
      end()
      refuse(line, line.broken)
    } else if (held.length > 0) extend(line)
    else if (line.text !== '') begin(line)
  }

  function begin(line: Line) {
    const fields = split(line.text, delimiter)
    if (fields === 'open') {
      held = [line]
      heldText = line.text.length
    } else if (fields === 'garbled') refuse(line, 'There is text after a closing quote.')
    else accept(line.line, line.text, fields)
  }

  function accept(line: number, text: string, fields: readonly string[]) {
    const values = fitted(fields, width)
    if (isBlank(fields)) return
    if (values) done.push({ line, values, text })
    else refuse({ line, text }, `The row has ${fields.length} fields, the header ${width}.`)
  }

  function extend(line: Line) {
    held.push(line)
    heldText += line.text.length
    if (held.length > mostLines || heldText > mostText) return giveUp()
    if (!line.text.includes('"')) return
    const text = held.map((part) => part.text).join('\n')
    const fields = splitRecord(text, delimiter)
    if (fields === 'open') return
    if (fields === 'garbled' || !fitted(fields, width)) return giveUp()
    const [first] = held
    held = []
    if (first) accept(first.line, text, fields)
  }

  function giveUp(): void {
    const [first, ...after] = held
    held = []
    if (first) refuse(first, 'A quote opens a field here that is never closed.')
    for (const line of after) add(line)
  }

  function end() {
    while (held.length > 0) giveUp()
  }

  return {
    add,
    end,
    take() {
      const taken = done
      done = []
      return taken
    },
  }
}

const isBlank = (fields: readonly string[]) => fields.every((field) => field.trim() === '')

/** Empty fields beyond the header are a habit of spreadsheets; anything else is a row gone wrong. */
function fitted(fields: readonly string[], width: number): readonly string[] | null {
  if (fields.length === width) return fields
  const extra = fields.slice(width)
  return fields.length > width && isBlank(extra) ? fields.slice(0, width) : null
}
