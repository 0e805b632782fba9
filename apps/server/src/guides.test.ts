import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { GoodReplyOf } from '@airgraph/contract/endpoint.ts'
import type { getSource, listSources } from '@airgraph/contract/sources.ts'
import { esps } from '@airgraph/ingest/esps.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenant, openTestServer, type Tenant, type TestServer } from './testing.ts'

let server: TestServer
let tenant: Tenant
let url: string
beforeAll(async () => {
  server = await openTestServer()
  tenant = await openTenant(server, 'guided')
  url = await server.listen({ host: '127.0.0.1', port: 0 })
}, 60_000)
afterAll(() => server[Symbol.asyncDispose](), 60_000)

const run = promisify(execFile)
const secrets: Readonly<Record<string, string>> = {
  mailgun: "key-with-'quotes'",
  resend: `whsec_${Buffer.from('a secret of 24 bytes ...').toString('base64')}`,
}
const secretOf = (esp: string) => secrets[esp] ?? "ann:o'neill"

async function connect(esp: string, name: string, secret?: string) {
  const { status, body } = await tenant.call({
    method: 'POST',
    url: '/v1/sources',
    payload: { esp, name, ...(secret !== undefined && { secret }) },
  })
  expect(status).toBe(201)
  return new URL((body as { path: string }).path, url).href
}

async function guideOf(esp: string) {
  const { body } = await tenant.call({ method: 'GET', url: '/v1/sources' })
  const found = (body as GoodReplyOf<typeof listSources>).esps.find(({ name }) => name === esp)
  if (found === undefined) throw new Error(`${esp} is not listed`)
  return found.guide
}

const source = async (name: string) =>
  (await tenant.call({ method: 'GET', url: `/v1/sources/${name}` })).body as GoodReplyOf<
    typeof getSource
  >

/** As the page puts them in. */
const filled = (command: string, hook: string, secret = '') =>
  command.replace('{url}', hook).replace('{secret}', secret.replaceAll("'", `'\\''`))

describe('the guide of an ESP', () => {
  it.each(esps.map(({ name }) => name))(
    '%s: says what to do, what to tick, how to test',
    async (esp) => {
      const { steps, events, test } = await guideOf(esp)
      expect(steps.length).toBeGreaterThanOrEqual(3)
      expect(steps.some((step) => step.includes('the URL'))).toBe(true)
      expect(steps.some((step) => step.includes('secret'))).toBe(true)
      expect(events.length).toBeGreaterThan(5)
      expect(test.length).toBeGreaterThan(20)
    },
  )

  const open = esps.filter(({ guide }) => guide.command.open !== null).map(({ name }) => name)
  const proven = esps.filter(({ guide }) => guide.command.proven !== null).map(({ name }) => name)

  it('has a command wherever anybody but the ESP can send a test', () => {
    expect(open.toSorted()).toEqual(['brevo', 'mailjet', 'postmark', 'sparkpost'])
    expect(proven.toSorted()).toEqual([...open, 'mailgun', 'resend'].toSorted())
  })

  it.each(open)('%s: its command reports a delivered message', async (esp) => {
    const hook = await connect(esp, `${esp}-open`)
    const command = (await guideOf(esp)).command.open ?? ''
    const { stdout } = await run('sh', ['-c', filled(command, hook)])
    expect(JSON.parse(stdout)).toEqual({ accepted: 1, refused: [] })
    // What is noted of a source is written after its events are thanked for.
    await expect
      .poll(() => source(`${esp}-open`), { timeout: 10_000 })
      .toMatchObject({
        eventsLastDay: 1,
        newest: { kind: 'delivered' },
        firstEventAt: expect.any(String),
      })
  })

  it.each(proven)(
    '%s: so does the one with a secret, and with another it is refused',
    async (esp) => {
      const name = `${esp}-proven`
      const hook = await connect(esp, name, secretOf(esp))
      const command = (await guideOf(esp)).command.proven ?? ''
      const { stdout: refused } = await run('sh', ['-c', filled(command, hook, 'bm90IHRoaXM=')])
      expect(JSON.parse(refused)).toMatchObject({ status: 401 })
      await expect.poll(async () => (await source(name)).lastError).toContain('does not prove')
      const { stdout } = await run('sh', ['-c', filled(command, hook, secretOf(esp))])
      expect(JSON.parse(stdout)).toEqual({ accepted: 1, refused: [] })
      expect(await source(name)).toMatchObject({ newest: { kind: 'delivered' } })
    },
  )
})

it('a key that is shown only to who has the URL is added afterwards, and nothing is accepted before', async () => {
  const hook = await connect('resend', 'later')
  const command = (await guideOf('resend')).command.proven ?? ''
  const send = async () =>
    (await run('sh', ['-c', filled(command, hook, secretOf('resend'))])).stdout
  expect(JSON.parse(await send())).toMatchObject({ status: 401 })
  expect(await source('later')).toMatchObject({ secrets: 0, eventsLastDay: 0, newest: null })
  await tenant.call({
    method: 'POST',
    url: '/v1/sources/later/secrets',
    payload: { secret: secretOf('resend') },
  })
  expect(JSON.parse(await send())).toMatchObject({ accepted: 1 })
})
