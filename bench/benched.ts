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

/** Throws what was not answered with 200: a refused request is fast, and measures nothing. */
export async function postOk(url: string, body: string, headers: Readonly<Record<string, string>>) {
  const response = await fetch(url, { method: 'POST', headers, body })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`${response.status}: ${text.slice(0, 300)}`)
}
