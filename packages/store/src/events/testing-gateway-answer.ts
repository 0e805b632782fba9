/** How ClickHouse's HTTP interface answers: at once, or with a head that grows while a query runs. */
import type { ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { Heard } from './testing-gateway-request.ts'

export interface Done {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** The body as it goes out. */
export function packedFor(
  { settings }: Pick<Heard, 'settings'>,
  accepts: string,
  done: Done,
): Done {
  if (!accepts.includes('gzip') || settings['enable_http_compression'] !== '1') return done
  return {
    ...done,
    headers: { ...done.headers, 'content-encoding': 'gzip' },
    body: gzipSync(done.body),
  }
}

/** At once. */
export const plainly = (response: ServerResponse) => ({
  end: ({ status, headers, body }: Done) => response.writeHead(status, headers).end(body),
})

/**
 * Writes what is known of a query's progress as headers until the query is done. Then it is too late for another status: what
 * failed is a 200 with the exception's code in a header.
 */
export function progressing(response: ServerResponse, every: number) {
  const { socket } = response
  let began = 0
  const beat = setInterval(() => {
    const line = `X-ClickHouse-Progress: {"read_rows":"0","elapsed_ns":"${(began + 1) * every * 1e6}"}\r\n`
    socket?.write(
      began++ === 0 ? `HTTP/1.1 200 ${STATUS_CODES[200]}\r\nConnection: close\r\n${line}` : line,
    )
  }, every)
  return {
    end(done: Done) {
      clearInterval(beat)
      if (began === 0) return plainly(response).end(done)
      const head = { ...done.headers, 'content-length': String(done.body.length) }
      const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`)
      socket?.write(`${lines.join('')}\r\n`)
      return socket?.end(done.body)
    },
  }
}

/** As slowly as that, in pieces. */
export async function trickle(response: ServerResponse, done: Done, pieces: number, pause: number) {
  response.writeHead(done.status, done.headers)
  const size = Math.max(1, Math.ceil(done.body.length / pieces))
  for (let at = 0; at < done.body.length; at += size) {
    response.write(done.body.subarray(at, at + size))
    await sleep(pause)
  }
  response.end()
}

/** The first half of what was announced, and then nothing. */
export function cutOff(response: ServerResponse, done: Done) {
  response.writeHead(done.status, {
    ...done.headers,
    'content-length': String(done.body.length + 10),
  })
  response.write(done.body.subarray(0, Math.ceil(done.body.length / 2)))
  setTimeout(() => response.socket?.destroy(), 20)
}

/** The first half, and then what went wrong: the server had begun to answer. */
export function failHalfway(response: ServerResponse, done: Done, code: string, type: string) {
  const said = `Code: ${code}. DB::Exception: it went wrong. (${type})`
  const tag = 'abcdefghijklmnop'
  response.writeHead(200, { ...done.headers, 'X-ClickHouse-Exception-Tag': tag })
  response.write(done.body.subarray(0, Math.ceil(done.body.length / 2)))
  response.end(
    `\r\n__exception__\r\n${tag}\r\n${said}\n${said.length + 1} ${tag}\r\n__exception__\r\n`,
  )
}
