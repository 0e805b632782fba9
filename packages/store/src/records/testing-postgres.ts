import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedPostgres } from './embedded.ts'

/** A PostgreSQL that several processes can reach by its URL, in a folder that is gone at the end. */
export async function openTestPostgres() {
  const dir = await mkdtemp(join(tmpdir(), 'airgraph-postgres-'))
  const server = await openEmbeddedPostgres(join(dir, 'records'), { port: await freePort() })
  return {
    url: server.url,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return address !== null && typeof address === 'object' ? address.port : 0
}
