/** What a request to ClickHouse's HTTP interface says, within the limits that the server has unless its profile says otherwise. */
import type { IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'

export const longestUrl = 1_048_576
const longestField = 131_072
const ownFields = new Set(['query', 'database', 'query_id', 'session_id', 'default_format'])

export interface Heard {
  readonly query: string
  /** What an INSERT brings. */
  readonly data: string
  readonly id: string
  readonly database: string
  /** As they travelled. */
  readonly params: Readonly<Record<string, string>>
  readonly settings: Readonly<Record<string, string>>
  /** The request's body was packed. */
  readonly compressed: boolean
  /** Its parameters came in a form, not in the URL. */
  readonly form: boolean
}

/** A refusal in the server's words: "Code: 1000. DB::Exception: …". */
export class Refusal extends Error {
  readonly code: string
  readonly type: string
  readonly status: number
  constructor(code: string, type: string, message: string, status = 500) {
    super(message)
    this.code = code
    this.type = type
    this.status = status
  }
}

export async function readRequest(request: IncomingMessage): Promise<Heard> {
  const url = request.url ?? '/'
  if (url.length > longestUrl) throw new Refusal('1000', 'POCO_EXCEPTION', 'URI Too Long', 414)
  const { searchParams } = new URL(url, 'http://gateway')
  const compressed = request.headers['content-encoding'] === 'gzip'
  const raw = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>))
  const body = compressed ? gunzipSync(raw) : raw
  const type = request.headers['content-type'] ?? ''
  const form = type.startsWith('multipart/form-data')
  const fields = checked([...searchParams, ...(form ? await readForm(body, type) : [])])
  const given = new Map(fields)
  const text = form ? '' : body.toString('utf8')
  const inUrl = given.get('query')
  return {
    query: inUrl ?? text,
    data: inUrl === undefined ? '' : text,
    id: given.get('query_id') ?? '',
    database: given.get('database') ?? 'default',
    params: named(fields, (name) => (name.startsWith('param_') ? name.slice(6) : null)),
    settings: named(fields, (name) =>
      name.startsWith('param_') || ownFields.has(name) ? null : name,
    ),
    compressed,
    form,
  }
}

type Field = readonly [name: string, value: string]

async function readForm(body: Buffer, type: string): Promise<readonly Field[]> {
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': type },
  }).formData()
  return [...form].map(([name, value]) => [name, typeof value === 'string' ? value : ''])
}

function checked(fields: readonly Field[]) {
  for (const [, value] of fields)
    if (Buffer.byteLength(value) > longestField)
      throw new Refusal('1000', 'POCO_EXCEPTION', 'HTML Form Exception: Field value too long')
  return fields
}

const named = (fields: readonly Field[], as: (name: string) => string | null) =>
  Object.fromEntries(
    fields.flatMap(([name, value]) => {
      const own = as(name)
      return own === null ? [] : [[own, value]]
    }),
  )
