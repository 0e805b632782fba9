import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { airgraph, openFolder, start, type Started } from './testing.ts'

let folder: Awaited<ReturnType<typeof openFolder>>
let server: Started
const run = (...args: string[]) => airgraph(folder.dir, args)
const words = (text: string) => text.split(' ')

beforeAll(async () => {
  folder = await openFolder()
  server = await start(folder.dir)
  await run('workspace', 'create', 'acme', '--time-zone', 'Europe/Berlin', '--currency', 'eur')
}, 60_000)
afterAll(async () => {
  await server.end('SIGINT')
  await folder[Symbol.asyncDispose]()
}, 60_000)

const question = (metrics: readonly string[]) =>
  JSON.stringify({ type: 'metrics', metrics, from: '2026-01-01', to: '2027-01-01' })

interface Printed {
  readonly rows: readonly { readonly values: Record<string, { readonly value: number | null }> }[]
}
const asked = async (...metrics: string[]) => {
  const { out } = await run('ask', question(metrics), '-w', 'acme')
  const [row] = (JSON.parse(out) as Printed).rows
  return Object.fromEntries(metrics.map((metric) => [metric, row?.values[metric]?.value]))
}

describe('airgraph', () => {
  it('makes a key that opens the API, and shows it once', async () => {
    const { code, out, err } = await run('key', 'create', '-w', 'acme', '-s', 'ask')
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('shown once') })
    const headers = { authorization: `Bearer ${out.trim()}` }
    const workspace = await fetch(`${server.url}/v1/workspace`, { headers })
    expect(await workspace.json()).toMatchObject({ workspaceId: 'acme', currency: 'EUR' })
    const listed = await run('key', 'list', '-w', 'acme')
    expect(listed.out).not.toContain(out.trim())
    const [{ keyId }] = JSON.parse(listed.out) as [{ keyId: string }]
    expect((await run('key', 'revoke', keyId, '-w', 'acme')).code).toBe(0)
    expect((await fetch(`${server.url}/v1/workspace`, { headers })).status).toBe(401)
  })

  it('invites somebody, shows the mail, and lets them set another password', async () => {
    const email = 'ann@example.com'
    const invited = await run('person', 'invite', email, '-w', 'acme', '-r', 'admin')
    expect(invited).toMatchObject({
      code: 0,
      out: expect.stringMatching(/\/invitation#link_\S+\n$/),
    })
    const { out: listed } = await run('outbox')
    expect(listed).toContain(email)
    expect(listed).not.toContain('inv_')
    const { out: mail } = await run('outbox', 'show', listed.split(' ')[0] ?? '')
    const token = /\/invitation#(inv_\S+)/.exec(mail)?.[1]
    const post = (path: string, body: object) =>
      fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-airgraph': 'page' },
        body: JSON.stringify(body),
      })
    const newcomer = { token, name: 'Ann', password: 'a long enough password' }
    expect((await post('/v1/invitations/accept', newcomer)).status).toBe(200)
    const unknown = await run('person', 'reset-password', 'nobody@example.com')
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('nobody@example.com') })
    const { out: link } = await run('person', 'reset-password', email)
    const reset = { token: new URL(link.trim()).hash.slice(1), newPassword: 'another password' }
    expect((await post('/v1/auth/reset-password', reset)).status).toBe(200)
    const signedIn = await post('/v1/auth/sign-in/email', { email, password: 'another password' })
    expect(signedIn.status).toBe(200)
    expect(server.heard.err + server.heard.out).not.toMatch(/inv_|ann@example/)
  })

  it('connects an ESP and prints the URL to paste, which takes its webhooks', async () => {
    const { out } = await run('source', 'create', '-w', 'acme', '--esp', 'brevo')
    const url = out.trim()
    expect(url).toMatch(new RegExp(`^${server.url}/hooks/hook_`))
    const delivered = {
      event: 'delivered',
      email: 'ann@example.com',
      id: 7,
      'message-id': '<m1@mail.example>',
      ts_epoch: Date.UTC(2026, 5, 1),
      tags: ['welcome'],
    }
    const post = () => fetch(url, { method: 'POST', body: JSON.stringify(delivered) })
    expect(await (await post()).json()).toEqual({ accepted: 1, refused: [] })
    await post()
    expect(await asked('sent', 'delivered')).toEqual({ sent: 1, delivered: 1 })
    const { out: sources } = await run('source', 'list', '-w', 'acme')
    expect(JSON.parse(sources)).toMatchObject([{ name: 'brevo', lastEventAt: expect.any(String) }])
    expect((await fetch(`${url}x`, { method: 'POST', body: '{}' })).status).toBe(404)
  })

  it('imports a file, keeps the good rows, writes the bad ones down, and changes nothing the second time', async () => {
    const file = join(folder.dir, 'orders.csv')
    const rows = Array.from({ length: 500 }, (_, i) => `c${i % 40},2026-05-02 10:00,${i + 1}.50`)
    await writeFile(file, ['who,at,paid', ...rows, 'c1,yesterday,3', ''].join('\n'))
    const load = () =>
      run(
        ...words(`import ${file} -w acme --kind converted --currency EUR`),
        ...words('--map contact=who,at=at,amount=paid --time-zone Europe/Berlin'),
      )
    const first = await load()
    expect(first.err).toContain('500 events loaded from orders.csv into “acme”, source “orders”.')
    expect(first.err).toContain('1 row was not')
    expect(await readFile(`${file}.rejects.csv`, 'utf8')).toMatch(/^line,.*\n502,.*yesterday/s)
    const revenue = rows.reduce((sum, _, i) => sum + (i + 1) * 100 + 50, 0)
    expect(await asked('conversions', 'revenue')).toEqual({ conversions: 500, revenue })
    expect((await load()).code).toBe(0)
    expect(await asked('conversions', 'revenue')).toEqual({ conversions: 500, revenue })
  })

  it('loads a file with a key that may write and not ask, into that key’s workspace', async () => {
    const key = (await run('key', 'create', '-w', 'acme', '-s', 'events:write')).out.trim()
    const env = { AIRGRAPH_URL: server.url, AIRGRAPH_KEY: key }
    const file = join(folder.dir, 'refunds.csv')
    await writeFile(file, 'who,at,paid\nc1,2026-05-03 10:00,2.50\nc2,2026-05-03 10:00,3.50\n')
    const before = await asked('refunds')
    const load = (...more: string[]) =>
      airgraph(
        folder.dir,
        [...words(`import ${file} --kind refunded --map contact=who,at=at,amount=paid`), ...more],
        { env },
      )
    const { code, err } = await load('--currency', 'eur')
    expect({ code, err }).toMatchObject({
      code: 0,
      err: expect.stringContaining('2 events loaded from refunds.csv into the key’s workspace'),
    })
    expect(err).toMatch(/^2 rows in [\d.]+ s, [\d,]+ a second\.$/m)
    expect(await asked('refunds')).toEqual({ refunds: (before['refunds'] ?? 0) + 600 })

    const exported = join(folder.dir, 'exported.jsonl')
    await writeFile(exported, '{"uuid":"1","event":"e","distinct_id":"a","timestamp":"2026-05-03"}')
    const unsaid = await airgraph(folder.dir, ['import', exported, '--format', 'posthog'], { env })
    expect(unsaid).toMatchObject({
      code: 1,
      err: expect.stringContaining('say it with --currency'),
    })
    const wrong = { ...env, AIRGRAPH_KEY: 'ag_not_a_key' }
    const refused = await airgraph(folder.dir, ['import', exported, '--format', 'posthog'], {
      env: wrong,
    })
    expect(refused.code).toBe(1)
    expect(refused.err).not.toMatch(/\n\s+at /)
  })

  it('loads what a zipped file that was cut short still holds, and does not call that a success', async () => {
    const file = join(folder.dir, 'cut.csv.gz')
    const rows = Array.from({ length: 5_000 }, (_, i) => `c${i},2026-05-04T10:00:00Z`)
    const whole = gzipSync(['who,at', ...rows].join('\n'))
    await writeFile(file, whole.subarray(0, whole.length / 2))
    const { code, err } = await run(
      ...words(`import ${file} -w acme --kind visited --map contact=who,at=at`),
    )
    expect(code).toBe(1)
    expect(err).toMatch(/^\d+ events loaded from cut\.csv\.gz/m)
    expect(err).toContain('cut.csv.gz is not whole')
  })

  it('shows the first ten events of a file without loading any', async () => {
    const file = join(folder.dir, 'visits.ndjson')
    await writeFile(file, '{"mail":"ann@example.com","when":"2026-05-02T10:00:00Z"}\n'.repeat(1))
    const dry = await run(
      ...words(`import ${file} -w acme --kind visited --map email=mail,at=when --dry-run`),
    )
    expect(JSON.parse(dry.out)).toMatchObject({ kind: 'visited', recipient: 'ann@example.com' })
    expect(dry.err).toContain('Nothing was loaded.')
  })

  it('judges all history again, and says what moved', async () => {
    const { code, out } = await run('rejudge', '-w', 'acme')
    expect(code).toBe(0)
    expect(out).toMatch(/opens and clicks of \d+ contacts judged by rules version \d+/)
  })

  it('forgets a person', async () => {
    const { out, err } = await run('contact', 'erase', 'ann@example.com', '-w', 'acme')
    expect(JSON.parse(out)).toMatchObject({ names: 1, receiptId: expect.any(String) })
    expect(err).toContain('Erased.')
    expect(await asked('delivered')).toEqual({ delivered: 1 })
  })

  it.each([
    ['an unknown question', ['ask', '{"type":"luck"}'], 'This question cannot be asked'],
    ['no JSON', ['ask', 'opens?'], 'The question is not JSON'],
    ['a workspace that is not', ['ask', question(['sent']), '-w', 'nobody'], 'no workspace'],
    [
      'a file that is not',
      ['import', 'no.csv', '-w', 'acme', '--kind', 'sent', '--map', 'contact=a,at=b'],
      'no.csv',
    ],
    [
      'a workspace that is not, before any file is read',
      ['import', 'no.csv', '-w', 'nobody', '--kind', 'sent', '--map', 'contact=a,at=b'],
      'no workspace',
    ],
    ['a nonsensical plan', ['import', 'x', '--kind', 'luck', '--map', 'contact=a,at=b'], 'luck'],
    ['a month that is none', ['archive', 'run', '2026-13'], 'Expected a month such as 2026-03'],
    ['a price that is none', ['doctor', '--price', 'cheap'], "option '--price"],
    ['no price at all', ['doctor', '--cold-price', ''], "option '--cold-price"],
    ['what is kept for no time', ['retention', 'set', '--keep', '0'], "option '--keep"],
    ['a kind that names its message', ['retention', 'set', '--loose', 'opened=3'], 'visited, '],
    ['nothing that is to be kept', ['retention', 'set'], '--keep ever'],
    ['an unknown ESP', ['source', 'create', '--esp', 'pigeon'], 'pigeon'],
    ['an unknown command', ['fly'], 'fly'],
  ])('says in a sentence what is wrong with %s', async (_, args, sentence) => {
    const { code, err } = await run(...args)
    expect(code).not.toBe(0)
    expect(err).toContain(sentence)
    expect(err).not.toMatch(/\n\s+at /)
  })
})

it('a command works without a server too, on the folder itself', async () => {
  await using alone = await openFolder()
  const made = await airgraph(alone.dir, ['workspace', 'create', 'solo'])
  expect(made).toMatchObject({ code: 0, out: expect.stringContaining('"workspaceId": "solo"') })
  const listed = await airgraph(alone.dir, ['workspace', 'list'])
  expect(JSON.parse(listed.out)).toMatchObject([{ workspaceId: 'solo' }])
}, 60_000)

it('imports what PostHog exported, and it is one with what its client sent', async () => {
  const at = Date.now() - 86_400_000
  const row = (uuid: string, event: string, more: object = {}) => ({
    uuid,
    event,
    distinct_id: 'customer-9',
    timestamp: new Date(at).toISOString(),
    properties: { revenue: 5 },
    ...more,
  })
  const key = (await run('key', 'create', '-w', 'acme', '-s', 'events:write')).out.trim()
  const sent = row('0199f0a0-0000-7000-8000-000000000001', 'Order Completed')
  const live = await fetch(`${server.url}/batch/`, {
    method: 'POST',
    body: JSON.stringify({ api_key: key, batch: [sent] }),
  })
  expect(live.status).toBe(200)
  const before = await asked('conversions')
  const file = join(folder.dir, 'export.jsonl')
  const alone = row('0199f0a0-0000-7000-8000-000000000002', 'Order Completed')
  const nobody = row('0199f0a0-0000-7000-8000-000000000003', 'seen', { distinct_id: 'undefined' })
  await writeFile(file, [sent, alone, nobody].map((one) => JSON.stringify(one)).join('\n'))
  const { code, err } = await run('import', file, '-w', 'acme', '--format', 'posthog')
  expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('source “posthog”') })
  expect(await readFile(`${file}.rejects.csv`, 'utf8')).toContain('whose event is this?')
  expect(await asked('conversions')).toEqual({ conversions: (before['conversions'] ?? 0) + 1 })
  const wrong = await run('import', file, '-w', 'acme', '--format', 'posthog', '--kind', 'sent')
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('leave out --kind') })
}, 60_000)
