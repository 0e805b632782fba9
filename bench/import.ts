import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { createWorkspace } from '@airgraph/contract/workspaces.ts'
import { airgraph, openFolder, start } from '../apps/server/src/process/testing.ts'
import { type Figure, perSecond, timed } from './figures.ts'

const workspaceId = 'bench'
const lines = 500_000
/** As shops export them: a line for each article. */
const linesOfOrder = 20
const contacts = 20_000

interface Shape {
  readonly what: string
  readonly rows: number
  readonly head: string
  readonly row: (i: number) => string
  /** Of the command. */
  readonly options: string
}

const at = (i: number) => new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString()
const who = (i: number) => `reader${(i * 7_919) % contacts}@example.com`

const shapes: readonly Shape[] = [
  {
    what: `lines/s of CSV, ${linesOfOrder} to an order that becomes one event`,
    rows: lines,
    head: 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,Email,Country',
    row(i) {
      const order = Math.floor(i / linesOfOrder)
      return `${order},S${i % 4_000},"A mug, with ""handle""",${1 + (i % 9)},${at(order)},${(i % 30) + 0.95},${who(order)},France`
    },
    options: `--kind converted --group InvoiceNo --currency EUR --map contact=Email,at=InvoiceDate,amount=Quantity*UnitPrice`,
  },
  {
    what: 'rows/s of CSV, each of them an event',
    rows: 200_000,
    head: 'id,email,opened_at,message',
    row: (i) => `o${i},${who(i)},${at(i)},m${i}`,
    options: '--kind opened --map id=id,contact=email,at=opened_at,message=message',
  },
]

async function write(file: string, { head, rows, row }: Shape) {
  const stream = createWriteStream(file)
  const inPiece = 10_000
  stream.write(`${head}\n`)
  for (let from = 0; from < rows; from += inPiece)
    stream.write(Array.from({ length: inPiece }, (_, n) => `${row(from + n)}\n`).join(''))
  stream.end()
  await finished(stream)
}

/** How fast `airgraph import` is, from its start to its end, into a server that is running. */
export async function importing(): Promise<readonly Figure[]> {
  await using folder = await openFolder()
  const server = await start(folder.dir)
  await server.api(createWorkspace, {
    body: { workspaceId, name: 'Bench', timeZone: 'UTC', currency: 'EUR' },
  })
  const figures: Figure[] = []
  for (const [i, shape] of shapes.entries()) {
    const file = join(folder.dir, `${i}.csv`)
    await write(file, shape)
    const args = ['import', file, '--workspace', workspaceId, ...shape.options.split(' ')]
    const { milliseconds, result } = await timed(() => airgraph(folder.dir, args))
    if (result.code !== 0) throw new Error(result.err)
    figures.push({ what: `import: ${shape.what}`, value: perSecond(shape.rows, milliseconds) })
  }
  await server.end('SIGINT')
  return figures
}
