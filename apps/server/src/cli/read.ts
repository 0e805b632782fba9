import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { Failure } from '@airgraph/domain/failure.ts'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import { parse } from '@airgraph/ingest/esp/json.ts'
import type { Esp, RawRequest, Reading } from '@airgraph/ingest/esp.ts'
import { esps } from '@airgraph/ingest/esps.ts'
import { Argument, Command, InvalidArgumentError } from 'commander'
import { print, say } from './print.ts'

const names = esps.map(({ name }) => name)

export const readCommand = new Command('read')
  .description('print the events of one webhook body as NDJSON, without storing them')
  .addArgument(new Argument('<esp>').choices(names).argParser(espOf))
  .option('--headers <file>', 'the request’s headers: one “Name: value” per line, or a JSON object')
  .addHelpText(
    'after',
    `
The body comes from standard input, as the ESP sent it; gzipped will do.
  npx airgraph read brevo < body.json
  npx airgraph read resend --headers headers.txt < body.json

Events go to standard output. What could not be read, and why, goes to standard error.`,
  )
  .action(async (esp: Esp, { headers }: { headers?: string }) => {
    const read = readAll(esp, {
      headers: headers === undefined ? new Headers() : await readHeaders(headers),
      body: await readBody(esp),
      receivedAt: new Date(),
    })
    if (!read.ok)
      throw new Failure('invalid', `${esp.title} would not have sent this: ${read.error}.`)
    tell(read.value)
  })

/** By its name, or by what people call it: “Amazon SES”, “amazon_ses”, “SendGrid”. */
function espOf(text: string): Esp {
  const isMeant = (word: string) => plain(word) === plain(text)
  const esp = esps.find(({ name, title }) => isMeant(name) || isMeant(title))
  if (esp === undefined) throw new InvalidArgumentError(`It is one of ${names.join(', ')}.`)
  return esp
}

const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '')

async function readBody({ name }: Esp): Promise<Uint8Array> {
  if (process.stdin.isTTY) say('Paste the body, then press Ctrl-D on a line of its own.')
  const body = unpacked(await buffer(process.stdin))
  if (body.toString('latin1').trim() === '')
    throw new Failure(
      'invalid',
      `There was no body on standard input. Try: npx airgraph read ${name} < body.json`,
    )
  return body
}

function unpacked(body: Buffer): Buffer {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body
  try {
    return gunzipSync(body)
  } catch (error) {
    throw new Failure('invalid', 'The body is gzipped, but broken.', { cause: error })
  }
}

/** One body; or several that were collected into a list, of an ESP that sends one event at a time. */
function readAll(esp: Esp, request: RawRequest): Result<Reading, string> {
  const whole = esp.read(request)
  const bodies = whole.ok ? null : parse(Buffer.from(request.body).toString())
  if (!Array.isArray(bodies) || bodies.length === 0) return whole
  const readings = bodies.map((body) => {
    const one = { ...request, headers: new Headers(), body: Buffer.from(JSON.stringify(body)) }
    return esp.read(one)
  })
  return ok({
    events: readings.flatMap((reading) => (reading.ok ? reading.value.events : [])),
    origins: readings.flatMap((reading, index) =>
      reading.ok ? reading.value.events.map(() => index) : [],
    ),
    refused: readings.flatMap((reading, index) =>
      (reading.ok ? reading.value.refused : [{ reason: reading.error }]).map(({ reason }) => ({
        index,
        reason,
      })),
    ),
  })
}

function tell({ events, refused, confirm }: Reading) {
  for (const event of events) print(JSON.stringify(event))
  for (const { index, reason } of refused) say(`Item ${index} cannot be read: ${reason}`)
  if (confirm !== undefined) say(`It asks to confirm a subscription at ${confirm.href}`)
  else if (events.length === 0 && refused.length === 0) say('It tells of no event.')
  if (events.length === 0 && refused.length > 0) process.exitCode = 1
}

async function readHeaders(file: string): Promise<Headers> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new Failure('not-found', `The headers in ${file} cannot be read: ${error.message}`)
  })
  const headers = headersIn(text)
  if (headers.ok) return headers.value
  throw new Failure('invalid', `There are no headers in ${file}: ${headers.error}.`)
}

/** A line without a colon, such as “POST /hooks HTTP/1.1”, is none. */
function headersIn(text: string): Result<Headers, string> {
  const lines = text.matchAll(/^([^\s:]+):(.*)$/gm)
  try {
    return ok(
      /^\s*[[{]/.test(text)
        ? new Headers(JSON.parse(text))
        : new Headers(Array.from(lines, ([, name = '', value = '']) => [name, value.trim()])),
    )
  } catch {
    return err('expected one “Name: value” per line, or a JSON object')
  }
}
