import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'

/** Without the other commands, whose engines take longer to load than all of this to run. */
const program = `
  import { inWords } from '${new URL('../greeting.ts', import.meta.url).href}'
  import { readCommand } from '${new URL('read.ts', import.meta.url).href}'
  await readCommand.parseAsync(process.argv.slice(1), { from: 'user' }).catch((error) => {
    console.error(inWords(error))
    process.exitCode = 1
  })`

/** `airgraph read …` with this on standard input. */
async function read(args: readonly string[], input: string | Uint8Array) {
  const child = spawn(process.execPath, [
    '--no-warnings',
    '--input-type=module',
    '-e',
    program,
    ...args,
  ])
  child.stdin.end(input)
  const [out, said, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  const events: unknown[] = out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  return { events, said, code }
}

const opened = { event: 'opened', email: 'ann@example.com', ts_epoch: 1_793_620_800_000 }
const sent = { type: 'email.sent', data: { email_id: 'm1', to: ['ann@example.com'] } }

it('prints one event a line, of a body that may be gzipped, by whatever the ESP is called', async () => {
  const events = [{ kind: 'opened', recipient: 'ann@example.com' }]
  const body = JSON.stringify([opened])
  expect(await read(['brevo'], body)).toMatchObject({ events, said: '', code: 0 })
  expect(await read(['Brevo'], gzipSync(body))).toMatchObject({ events, said: '', code: 0 })
})

it('needs no headers, and no body alone where several were collected', async () => {
  const { events, said, code } = await read(['resend'], JSON.stringify([sent, 5, sent]))
  expect(events).toMatchObject([{ messageId: 'm1' }, { messageId: 'm1' }])
  expect({ said, code }).toEqual({
    said: 'Item 1 cannot be read: expected one event, as a JSON object\n',
    code: 0,
  })
})

it('says in a sentence what is wrong', async () => {
  const nobody = await read(['mailjet'], '\n')
  expect(nobody.said).toContain('There was no body on standard input.')
  const form = await read(['mailjet'], 'event=open')
  expect(form.said).toContain('Mailjet would not have sent this: expected JSON')
  const unread = await read(['mailjet'], '[5]')
  expect(unread.said).toContain('Item 0 cannot be read')
  const stranger = await read(['pigeon'], '{}')
  expect(stranger.said).toContain('It is one of sendgrid, ses, mailgun,')
  const lost = await read(['resend', '--headers', '/no/such/file'], JSON.stringify(sent))
  expect(lost.said).toContain('The headers in /no/such/file cannot be read')
  const all = [nobody, form, unread, stranger, lost]
  expect(all.map(({ code, events }) => ({ code, events }))).toEqual(
    all.map(() => ({ code: 1, events: [] })),
  )
  for (const { said } of all) expect(said).not.toMatch(/^\s+at /m)
})
