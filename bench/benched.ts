import { Agent, request } from 'node:http'
import { createKey } from '@airgraph/contract/keys.ts'
import { createWorkspace } from '@airgraph/contract/workspaces.ts'
import { openFolder, start } from '../apps/server/src/process/testing.ts'

const workspaceId = 'bench'

/** A server of its own process on an empty folder, with a workspace and a key for everything in it. */
export async function openBenched() {
  const folder = await openFolder()
  const server = await start(folder.dir)
  await server.api(createWorkspace, {
    body: { workspaceId, name: 'Bench', timeZone: 'UTC', currency: 'EUR' },
  })
  const { secret } = await server.api(createKey, {
    body: { scopes: ['admin'] },
    headers: { 'x-airgraph-workspace': workspaceId },
  })
  return {
    url: server.url,
    pid: server.pid,
    key: secret,
    api: server.as(secret),
    async [Symbol.asyncDispose]() {
      await server.end('SIGINT')
      await folder[Symbol.asyncDispose]()
    },
  }
}

export type Benched = Awaited<ReturnType<typeof openBenched>>

const agent = new Agent({ keepAlive: true })

interface Posted {
  readonly status: number
  readonly text: string
  readonly retryAfter: string | undefined
}

/** By Node's own client, which takes a third of what `fetch` takes: who sends has the same two cores. */
export function post(url: string, body: string, headers: Readonly<Record<string, string>>) {
  return new Promise<Posted>((resolve, reject) => {
    const length = String(Buffer.byteLength(body))
    const asked = request(
      url,
      { method: 'POST', agent, headers: { ...headers, 'content-length': length } },
      (response) => {
        const { statusCode: status = 0, headers: said } = response
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => (text += chunk))
        response.on('error', reject)
        response.on('end', () => resolve({ status, text, retryAfter: said['retry-after'] }))
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}

/** Throws what was not answered with 200: a refused request is fast, and measures nothing. */
export async function postOk(url: string, body: string, headers: Readonly<Record<string, string>>) {
  const { status, text } = await post(url, body, headers)
  if (status !== 200) throw new Error(`${status}: ${text.slice(0, 300)}`)
}
