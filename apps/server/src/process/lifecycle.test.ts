import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { getReady } from '@airgraph/contract/health.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { launch, openFolder, start } from './testing.ts'

let folder: Awaited<ReturnType<typeof openFolder>>
beforeEach(async () => {
  folder = await openFolder()
})
afterEach(() => folder[Symbol.asyncDispose]())

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
const postmasterIn = async (dir: string) =>
  Number((await readFile(join(dir, 'records/postmaster.pid'), 'utf8')).split('\n')[0])

describe('a start', () => {
  it('says where it is, how to get a key, and ends in order when asked to', async () => {
    const server = await start(folder.dir)
    const postmaster = await postmasterIn(folder.dir)
    expect(await server.api(getReady)).toEqual({ status: 'ready' })
    expect(server.heard.out).toContain(server.url)
    expect(server.heard.out).toContain('npx airgraph key create')
    expect(await server.end('SIGTERM')).toBe(0)
    expect(server.heard.out).toContain('Stopping')
    expect(isAlive(postmaster)).toBe(false)
    expect(server.heard.err).toBe('')
  }, 60_000)

  it('on a folder that another one uses is refused with a sentence', async () => {
    const first = await start(folder.dir)
    const second = launch(folder.dir)
    expect(await second.exited).toBe(2)
    expect(second.heard.err.trim()).toBe(
      `Another Airgraph (process ${first.pid}) is using ${folder.dir}. Stop it first, or give this one another folder with DATA_DIR.`,
    )
    await first.end('SIGINT')
  }, 60_000)

  it('after a kill takes over the database that the dead one left running', async () => {
    const killed = await start(folder.dir)
    const postmaster = await postmasterIn(folder.dir)
    await killed.end('SIGKILL')
    expect(isAlive(postmaster)).toBe(true)
    const next = await start(folder.dir)
    expect(await postmasterIn(folder.dir)).toBe(postmaster)
    await next.end('SIGINT')
    expect(existsSync(join(folder.dir, 'records/postmaster.pid'))).toBe(false)
  }, 60_000)

  it('whose database is ended by somebody starts it again', async () => {
    const server = await start(folder.dir)
    process.kill(await postmasterIn(folder.dir), 'SIGINT')
    const ready = async () => (await fetch(`${server.url}/readyz`)).status
    await expect.poll(ready, { timeout: 5_000 }).toBe(503)
    await expect.poll(ready, { timeout: 15_000 }).toBe(200)
    expect(await server.end('SIGINT')).toBe(0)
  }, 60_000)

  it('leaves a foreign process alone whose number stands in a stale pid file', async () => {
    await (await start(folder.dir)).end('SIGINT')
    const foreign = spawn('sleep', ['60'])
    const pidFile = [foreign.pid, join(folder.dir, 'records'), 0, 5432].join('\n')
    await writeFile(join(folder.dir, 'records/postmaster.pid'), pidFile)
    await writeFile(
      join(folder.dir, 'airgraph.json'),
      JSON.stringify({ pid: foreign.pid, began: '1', url: null, operatorToken: 'x' }),
    )
    const server = await start(folder.dir)
    await server.end('SIGINT')
    expect(isAlive(foreign.pid ?? 0)).toBe(true)
    foreign.kill()
    await once(foreign, 'exit')
  }, 60_000)
})

describe('a wrong value in the environment is a sentence', () => {
  it.each([
    ['PORT', 'many', 'PORT is “many”: expected a number from 0 to 65535.'],
    ['PORT', '70000', 'PORT is “70000”: expected a number from 0 to 65535.'],
    [
      'DATABASE_URL',
      'mysql://x',
      'DATABASE_URL is “mysql://x”: expected a URL such as postgres://',
    ],
    ['CLICKHOUSE_URL', 'here', 'CLICKHOUSE_URL is “here”: expected a URL such as http://'],
    ['SAMPLE', 'perhaps', 'SAMPLE is “perhaps”: expected yes or no.'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL is “loud”: expected debug, info, warn, error or silent.'],
  ])('%s=%s', async (name, value, sentence) => {
    const launched = launch(folder.dir, { [name]: value })
    expect(await launched.exited).toBe(2)
    expect(launched.heard.err.trim()).toContain(sentence)
    expect(launched.heard.err).not.toMatch(/\n\s+at /)
  })

  it('and so is a port that is taken', async () => {
    const first = await start(folder.dir)
    await using other = await openFolder()
    const second = launch(other.dir, { PORT: new URL(first.url).port })
    expect(await second.exited).toBe(1)
    expect(second.heard.err).toContain(`Port ${new URL(first.url).port} is in use.`)
    expect(second.heard.err).not.toMatch(/\n\s+at /)
    await first.end('SIGINT')
  }, 60_000)

  it.each([
    ['DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none', 'database does not answer'],
    ['CLICKHOUSE_URL', 'http://127.0.0.1:1/none', 'event store does not answer'],
  ])('and a store that does not answer: %s', async (name, url, sentence) => {
    const launched = launch(folder.dir, { [name]: url })
    expect(await launched.exited).toBe(1)
    expect(launched.heard.err).toContain(sentence)
    expect(launched.heard.err).not.toMatch(/\n\s+at /)
  })
})

it('a request on its way is answered before it ends, and a live stream is closed', async () => {
  const server = await start(folder.dir)
  const headers = {
    authorization: `Bearer ${server.operatorToken}`,
    'x-airgraph-workspace': 'nobody',
    'content-type': 'application/json',
  }
  const live = await fetch(`${server.url}/v1/live`, { headers })
  const slow = request(`${server.url}/v1/ask`, { method: 'POST', headers })
  slow.write('{"type":"journey",')
  await sleep(300)
  const ended = server.end('SIGINT')
  await sleep(300)
  slow.end('"contact":"ann@example.com"}')
  const [answer] = (await once(slow, 'response')) as [IncomingMessage]
  expect(answer.statusCode).toBe(404)
  expect(await live.text()).toContain('retry:')
  answer.resume()
  expect(await ended).toBe(0)
}, 60_000)
