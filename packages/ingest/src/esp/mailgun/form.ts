import { utf8 } from '../json.ts'

/**
 * The fields of an old-style webhook, which is a form. Mailgun writes the customer's own variables first and its own
 * fields after them, so that of a name used by both the last value is Mailgun's.
 */
export interface Form {
  readonly own: ReadonlyMap<string, string>
  readonly all: readonly (readonly [string, string])[]
}

/** `null` where the body is no form. */
export function readForm(headers: Headers, body: Uint8Array): Form | null {
  const text = utf8(body)
  if (text === null || !text.includes('=')) return null
  const boundary = boundaryOf(headers.get('content-type') ?? '')
  const all = boundary === null ? [...new URLSearchParams(text)] : partsOf(text, boundary)
  return all.length <= mostFields ? { own: new Map(all), all } : null
}

/** Far more than Mailgun's own and anyone's variables together. */
const mostFields = 1_000

const boundaryOf = (contentType: string) =>
  /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1] ?? null

/** Attachments are among the parts; their text is a field like any other and is never read. */
const partsOf = (text: string, boundary: string) =>
  text.split(`--${boundary}`).flatMap((part) => {
    const [, head, value] = /^\r?\n([\s\S]*?)\r?\n\r?\n([\s\S]*?)\r?\n$/.exec(part) ?? []
    const name = /\bname="([^"]*)"/i.exec(head ?? '')?.[1]
    return name === undefined || value === undefined ? [] : [[name, value] as const]
  })
