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
  const boundary = boundaryOf(headers.get('content-type') ?? '')
  return formOf(boundary === null ? fieldsOf(body) : partsOf(body, boundary))
}

/** A form that a gateway on the way has turned into JSON: a list where a name came several times. */
export const readJsonForm = (json: object): Form | null =>
  formOf(
    Object.entries(json).flatMap(([name, value]) =>
      [value].flat().flatMap((one) => (isText(one) ? [[name, String(one)] as const] : [])),
    ),
  )

const isText = (value: unknown) => typeof value === 'string' || typeof value === 'number'

/** Far more than Mailgun's own and anyone's variables together. */
const mostFields = 1_000

const formOf = (all: Form['all']): Form | null =>
  all.length > 0 && all.length <= mostFields ? { own: new Map(all), all } : null

function fieldsOf(body: Uint8Array): Form['all'] {
  const text = utf8(body)
  return text?.includes('=') ? [...new URLSearchParams(text)] : []
}

const boundaryOf = (contentType: string) =>
  /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1] ?? null

/** Among the parts are attachments, of any bytes: so it is cut apart as Latin-1, a letter for a byte. */
const partsOf = (body: Uint8Array, boundary: string): Form['all'] =>
  Buffer.from(body).toString('latin1').split(`--${boundary}`).flatMap(fieldOf)

function fieldOf(part: string): Form['all'] {
  const blank = /\r?\n\r?\n/.exec(part)
  const head = part.slice(0, blank?.index)
  const name = /\bname="([^"]*)"/i.exec(head)?.[1]
  if (blank === null || name === undefined || /\bfilename=/i.test(head)) return []
  const value = part.slice(blank.index + blank[0].length).replace(/\r?\n$/, '')
  const text = utf8(Buffer.from(value, 'latin1'))
  return text === null ? [] : [[name, text]]
}
