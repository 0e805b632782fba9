import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { text } from 'node:stream/consumers'

export interface Sent {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | string | undefined
}

export interface Answered {
  readonly status: number
  readonly type: string
  readonly text: string
}

/**
 * Waits for an answer as long as it takes: a backup, or an erasure in many archives, is answered when it is done, and `fetch`
 * gives up after five minutes.
 */
export const send = (url: URL, { method, headers, body }: Sent): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? secure : plain
    const sending = request(url, { method, headers }, (answer) => {
      text(answer).then(
        (said) =>
          resolve({
            status: answer.statusCode ?? 0,
            type: answer.headers['content-type'] ?? '',
            text: said,
          }),
        reject,
      )
    })
    sending.on('error', reject)
    sending.end(body)
  })
