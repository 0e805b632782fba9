import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { Failure } from '@airgraph/domain/failure.ts'
import { esps } from '@airgraph/ingest/esps.ts'
import { Argument, Command } from 'commander'
import { print, say } from './print.ts'

export const readCommand = new Command('read')
  .description('print the events of one webhook body as NDJSON, without storing them')
  .addArgument(new Argument('<esp>').choices(esps.map(({ name }) => name)))
  .option('--headers <file>', 'the request’s headers: one “Name: value” per line, or a JSON object')
  .addHelpText(
    'after',
    '\nThe body comes from standard input:\n  npx airgraph read brevo < body.json',
  )
  .action(async (name: string, { headers }: { headers?: string }) => {
    const esp = esps.find((known) => known.name === name)
    if (esp === undefined) throw new Failure('not-found', `“${name}” is not an ESP we read.`)
    const read = esp.read({
      headers: headers === undefined ? new Headers() : readHeaders(await readFile(headers, 'utf8')),
      body: await buffer(process.stdin),
      receivedAt: new Date(),
    })
    if (!read.ok)
      throw new Failure('invalid', `${esp.title} would not have sent this: ${read.error}`)
    for (const event of read.value.events) print(JSON.stringify(event))
    for (const { index, reason } of read.value.refused)
      say(`item ${index} cannot be read: ${reason}`)
    if (read.value.confirm !== undefined)
      say(`It asks to confirm a subscription at ${read.value.confirm.href}`)
  })

function readHeaders(text: string): Headers {
  if (text.trim().startsWith('{')) return new Headers(JSON.parse(text) as Record<string, string>)
  const lines = text.split(/\r?\n/).filter((line) => line.includes(':'))
  return new Headers(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
    }),
  )
}
