import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import type { Reported } from '@airgraph/domain/event.ts'
import type { Rejected } from '@airgraph/ingest/files/reject-line.ts'
import { describe, expect, it } from 'vitest'
import { createApi } from './api.ts'
import { createUploader } from './import-upload.ts'

interface Answer {
  readonly status: number
  readonly body: object
}

const taken = (events: readonly unknown[]): Answer => ({
  status: 200,
  body: { accepted: events.length, refused: [], seq: 1 },
})
const problem = (status: number, code: string, detail: string): Answer => ({
  status,
  body: { type: 'about:blank', title: code, status, code, detail },
})

/** Something that answers as the server would, one request after the other, and remembers what it was sent. */
async function listening(answer: (events: readonly { eventId: string }[], nth: number) => Answer) {
  const bodies: string[] = []
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request).catch(() => null)
    if (body === null) return // whoever sent it has gone
    bodies.push(body)
    const { status, body: said } = answer(JSON.parse(body), bodies.length)
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    response.writeHead(status, { 'content-type': type }).end(JSON.stringify(said))
  }
  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const rejected: Rejected[] = []
  const heard = { taken: 0, waited: 0 }
  const uploader = createUploader(
    createApi({ url: `http://127.0.0.1:${port}`, token: 'key', workspace: undefined }),
    'file',
    {
      reject: (one) => rejected.push(one),
      taken: (events) => (heard.taken += events),
      waiting: () => (heard.waited += 1),
    },
  )
  return {
    uploader,
    bodies,
    rejected,
    heard,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const line = (i: number, name = 'x') => {
  const event = { kind: 'custom', sourceId: `e${i}`, occurredAt: new Date(0), name } as Reported
  return { event, line: i + 2, row: `row ${i}` }
}

describe('events of a file on their way', () => {
  it('arrive once each, in requests that are no larger than a server takes', async () => {
    await using server = await listening(taken)
    for (let i = 0; i < 700; i++) await server.uploader.add(line(i, 'é'.repeat(10_000)))
    expect(await server.uploader.finish()).toEqual({ isStored: true })
    const events = server.bodies.flatMap((body) => JSON.parse(body) as { eventId: string }[])
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(700)
    expect(events).toHaveLength(700)
    expect(server.bodies.length).toBeGreaterThan(1)
    for (const body of server.bodies) expect(Buffer.byteLength(body)).toBeLessThan(10 * 1024 * 1024)
    expect(server.heard.taken).toBe(700)
  })

  it('that are refused come back as the line that they were on', async () => {
    await using server = await listening(() => ({
      status: 200,
      body: { accepted: 1, refused: [{ index: 1, reason: 'too old' }], seq: 1 },
    }))
    await server.uploader.add(line(0))
    await server.uploader.add(line(1))
    await server.uploader.finish()
    expect(server.rejected).toEqual([{ line: 3, reason: 'too old', row: 'row 1' }])
  })

  it('are sent again where the server was busy', async () => {
    await using server = await listening((events, nth) =>
      nth === 1 ? problem(429, 'rate-limited', 'Too much at once.') : taken(events),
    )
    await server.uploader.add(line(0))
    await server.uploader.finish()
    expect(server.heard).toEqual({ taken: 1, waited: 1 })
    expect(server.bodies[1]).toBe(server.bodies[0])
  })

  it('that may not be sent stop whoever sends them, though nobody waited for that answer', async () => {
    await using server = await listening(() => problem(403, 'forbidden', 'This key may only ask.'))
    const all = async () => {
      for (let i = 0; i < 50_000; i++) await server.uploader.add(line(i))
      await server.uploader.finish()
    }
    await expect(all()).rejects.toThrow('This key may only ask.')
    expect(server.bodies.length).toBeLessThanOrEqual(3)
  })

  it('that may not be sent stop it between two requests, too', async () => {
    await using server = await listening(() => problem(403, 'forbidden', 'This key may only ask.'))
    for (let i = 0; i < 5_000; i++) await server.uploader.add(line(i))
    const slowly = async () => {
      for (let i = 5_000; i < 9_000; i++) {
        await setImmediate()
        await server.uploader.add(line(i))
      }
    }
    await expect(slowly()).rejects.toThrow('This key may only ask.')
  })
})
