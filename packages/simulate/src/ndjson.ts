/**
 * Happenings as lines of `POST /v1/events`, and truths beside them. Written out by hand because
 * `JSON.stringify` is most of the time that a large file takes.
 */
import type { Bounce, Properties, Reported } from '@airgraph/domain/event.ts'
import type { Happening } from './outbox.ts'
import type { Truth } from './truth.ts'

const special = /[^ !#-[\]-~]/

const escaped = (text: string) =>
  JSON.stringify(text).replaceAll(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** Always ASCII: a single wider character would double the size of the string it joins. */
const quoted = (text: string) => (special.test(text) ? escaped(text) : `"${text}"`)

const two = (n: number) => String(n).padStart(2, '0')
const minutes = Array.from(
  { length: 1_440 },
  (_, i) => `T${two(Math.floor(i / 60))}:${two(i % 60)}:`,
)
const seconds = Array.from({ length: 60 }, (_, i) => `${two(i)}.`)
const millis = Array.from({ length: 1_000 }, (_, i) => `${String(i).padStart(3, '0')}Z`)

let dayNumber = Number.NaN
let dayText = ''

/** As `toISOString`, from tables. */
function iso(at: number) {
  const day = Math.floor(at / 86_400_000)
  if (day !== dayNumber) {
    dayNumber = day
    dayText = new Date(at).toISOString().slice(0, -14)
  }
  const rest = at - day * 86_400_000
  const minute = Math.floor(rest / 60_000)
  const inMinute = rest - minute * 60_000
  const second = Math.floor(inMinute / 1_000)
  return dayText + minutes[minute] + seconds[second] + millis[inMinute - second * 1_000]
}

/** Properties and bounces are shared by thousands of events. */
const texts = new WeakMap<object, string>()
function shared(value: Properties | Bounce): string {
  const known = texts.get(value)
  if (known !== undefined) return known
  const text = JSON.stringify(value).replaceAll(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  texts.set(value, text)
  return text
}

const optional = (name: string, value: string | undefined) =>
  value === undefined ? '' : `,"${name}":${quoted(value)}`

const rest = ({ bounce, flags, money, name, properties }: Reported) =>
  (bounce ? `,"bounce":${shared(bounce)}` : '') +
  (flags ? `,"flags":["${flags.join('","')}"]` : '') +
  (money ? `,"amount":${money.amount},"currency":${quoted(money.currency)}` : '') +
  optional('name', name) +
  (properties ? `,"properties":${shared(properties)}` : '')

/** One line, with its end. */
export const toNdjson = ({ reported }: Happening): string =>
  `{"eventId":${quoted(reported.sourceId)},"kind":"${reported.kind}","occurredAt":"${iso(reported.occurredAt.getTime())}"` +
  optional('email', reported.recipient) +
  optional('externalId', reported.externalId) +
  optional('messageId', reported.messageId) +
  optional('campaignId', reported.campaignId) +
  optional('stream', reported.stream) +
  optional('url', reported.url) +
  optional('userAgent', reported.userAgent) +
  optional('ip', reported.ip) +
  optional('country', reported.country) +
  `${rest(reported)}}\n`

/** One line, with its end. Write none for a repeated arrival, or the join doubles. */
export const toTruthNdjson = ({ sourceId, human, cause, actor }: Truth): string =>
  `{"eventId":${quoted(sourceId)},"human":${human},"cause":"${cause}"${optional('actor', actor)}}\n`
