import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { postBackup } from '@airgraph/contract/installation.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createApi } from './api.ts'

type Agent = new (options: { readonly headersTimeout: number }) => object

/** Where Node keeps what `fetch` sends with, and how long that waits. */
const usual = Symbol.for('undici.globalDispatcher.1')
const global = globalThis as unknown as Record<symbol, object>
let before: object
beforeEach(async () => {
  await fetch('data:,') // it is made by the first
  before = global[usual] ?? {}
  const { constructor } = before as { readonly constructor: Agent }
  global[usual] = new constructor({ headersTimeout: 100 })
})
afterEach(() => {
  global[usual] = before
})

it('waits for an answer for longer than fetch does', async () => {
  const waiting: ServerResponse[] = []
  await using server = createServer((_, answer) => void waiting.push(answer))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const api = createApi({ url, token: 'the-operator', workspace: undefined })
  const made = api(postBackup, { body: { dir: '/copy' } }).catch((error: unknown) => error)
  await expect(fetch(url)).rejects.toThrow('fetch failed')
  for (const answer of waiting)
    answer.writeHead(201, { 'content-type': 'application/json' }).end('{"seq":7,"files":[]}')
  expect(await made).toMatchObject({ seq: 7 })
})
