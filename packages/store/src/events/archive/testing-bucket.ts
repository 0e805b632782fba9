import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** As much of S3 on loopback as archives use: whole objects, pieces of them, and deleting. Keys are looked at, signatures are not. */
export async function openBucket(key: string) {
  const objects = new Map<string, Buffer>()
  let isDown = false
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    const fail = (status: number, code: string) => {
      response.writeHead(status, { 'content-type': 'application/xml' })
      response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`)
    }
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const path = (request.url ?? '').split('?')[0] ?? ''
      if (isDown) return fail(503, 'SlowDown')
      if (!request.headers.authorization?.includes(`Credential=${key}/`))
        return fail(403, 'AccessDenied')
      if (request.method === 'PUT') {
        objects.set(path, Buffer.concat(parts))
        return response.setHeader('etag', '"1"').end()
      }
      if (request.method === 'DELETE') {
        objects.delete(path)
        return response.writeHead(204).end()
      }
      const object = objects.get(path)
      if (object === undefined) return fail(404, 'NoSuchKey')
      response.setHeader('etag', '"1"')
      response.setHeader('last-modified', new Date(0).toUTCString())
      if (request.method === 'HEAD')
        return response.setHeader('content-length', object.length).end()
      const [, from, to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? []
      if (from === undefined) return response.end(object)
      const end = Math.min(to ? Number(to) : object.length - 1, object.length - 1)
      response.writeHead(206, { 'content-range': `bytes ${from}-${end}/${object.length}` })
      return response.end(object.subarray(Number(from), end + 1))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/mail-archive/prod`,
    objects,
    /** Answers everything with "slow down". */
    fall() {
      isDown = true
    },
    rise() {
      isDown = false
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
