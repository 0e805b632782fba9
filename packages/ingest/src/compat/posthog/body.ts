import { err, ok, type Result } from '@airgraph/domain/result.ts'
import type { CompatRequest } from '../../compat.ts'
import { readAnyJson, utf8 } from '../../esp/json.ts'
import { type Bag, isBag } from '../flatten.ts'
import { momentOf } from '../moment.ts'

export interface Body {
  readonly key: string | null
  readonly items: readonly unknown[]
  readonly sentAt: Date | undefined
}

const expected = 'expected an event, a list of events, or an object with a list of them as “batch”'

/** One event, a list of events, or a batch with a key; as JSON, or in a form's field `data`, which may be base64. */
export function openBody(request: CompatRequest): Result<Body, string> {
  const form = formIn(request)
  const coding = request.query.get('compression') ?? form?.get('compression')
  if (coding === 'lz64') return err('expected JSON, gzip or base64: lz64 is not read here')
  const json = readAnyJson(form === null ? request.body : dataIn(form))
  if (!json.ok) return json
  const outside = form?.get('api_key') ?? form?.get('token') ?? request.query.get('api_key')
  const sentAt = sentIn(json.value, request.query)
  if (Array.isArray(json.value))
    return ok({ key: keyIn(json.value[0]) ?? outside ?? null, items: json.value, sentAt })
  if (!isBag(json.value)) return err(expected)
  const { batch } = json.value
  const key = keyIn(json.value) ?? outside ?? null
  if (batch === undefined) return ok({ key, items: [json.value], sentAt })
  return Array.isArray(batch) ? ok({ key, items: batch, sentAt }) : err(expected)
}

/** `null` where the body is no form. Some clients send one and call it text. */
function formIn({ headers, body }: CompatRequest): URLSearchParams | null {
  const isForm =
    headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ||
    Buffer.from(body.subarray(0, 5)).toString('latin1') === 'data='
  const text = isForm ? (utf8(body)?.trim() ?? '') : ''
  // curl says that everything is a form
  return text === '' || text.startsWith('{') || text.startsWith('[')
    ? null
    : new URLSearchParams(text)
}

function dataIn(form: URLSearchParams): Uint8Array {
  const data = form.get('data')?.trim() ?? ''
  const isJson = data.startsWith('{') || data.startsWith('[')
  // a plus sign that was not escaped has become a blank
  return Buffer.from(isJson ? data : data.replaceAll(' ', '+'), isJson ? 'utf8' : 'base64')
}

function keyIn(json: unknown): string | undefined {
  if (!isBag(json)) return undefined
  const inside: Bag = isBag(json['properties']) ? json['properties'] : {}
  const keys = [json['api_key'], json['token'], inside['token']]
  return keys.find((key): key is string => typeof key === 'string' && key !== '')
}

/** The browser's client puts it into the address. */
function sentIn(json: unknown, query: URLSearchParams): Date | undefined {
  const said = isBag(json) ? json['sent_at'] : undefined
  const asked = query.get('_') ?? query.get('sent_at') ?? undefined
  const inQuery = asked !== undefined && /^\d+$/.test(asked) ? Number(asked) : asked
  return momentOf(said ?? inQuery) ?? undefined
}
