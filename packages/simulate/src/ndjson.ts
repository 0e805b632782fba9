/**
 * Happenings as lines of `POST /v1/events`, and truths beside them. Written out by hand because
 * `JSON.stringify` is most of the time that a large file takes.
 */
import type { Bounce, Properties, Reported, SourceFlag } from '@airgraph/domain/event.ts'
import type { Happening } from './outbox.ts'
import type { Truth } from './truth.ts'

const special = /[^ !#-[\]-~]/

/** Always ASCII: a single wider character would double the size of the string it joins. */
const ascii = (json: string) =>
  json.replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
const quoted = (text: string) => (special.test(text) ? ascii(JSON.stringify(text)) : `"${text}"`)

const most = 4_096

/** What is written again and again is put together once; when too much was new, all is forgotten. */
function remembered<Value>(write: (value: Value) => string): (value: Value) => string {
  const texts = new Map<Value, string>()
  return (value) => {
    const known = texts.get(value)
    if (known !== undefined) return known
    if (texts.size >= most) texts.clear()
    const text = write(value)
    texts.set(value, text)
    return text
  }
}

const campaign = remembered((id: string) => `,"campaignId":${quoted(id)}`)
const agent = remembered((userAgent: string) => `,"userAgent":${quoted(userAgent)}`)
const link = remembered((url: string) => `,"url":${quoted(url)}`)
const kindOf = remembered((kind: string) => `,"kind":"${kind}","occurredAt":"`)
const bounceOf = remembered((bounce: Bounce) => `,"bounce":${ascii(JSON.stringify(bounce))}`)
const flagsOf = remembered((flags: readonly SourceFlag[]) => `,"flags":["${flags.join('","')}"]`)
const propertiesOf = remembered(
  (properties: Properties) => `,"properties":${ascii(JSON.stringify(properties))}`,
)

const two = (n: number) => String(n).padStart(2, '0')
const minutes = Array.from(
  { length: 1_440 },
  (_, i) => `T${two(Math.floor(i / 60))}:${two(i % 60)}:`,
)
const seconds = Array.from({ length: 60 }, (_, i) => `${two(i)}.`)
const millis = Array.from({ length: 1_000 }, (_, i) => `${String(i).padStart(3, '0')}Z"`)

let lastDay = Number.NaN
let dayText = ''

/** As `toISOString`, from tables, and the closing quote. */
function moment(at: number) {
  const day = Math.floor(at / 86_400_000)
  if (day !== lastDay) {
    lastDay = day
    dayText = new Date(at).toISOString().slice(0, -14)
  }
  const inDay = at - day * 86_400_000
  const minute = Math.floor(inDay / 60_000)
  const inMinute = inDay - minute * 60_000
  const second = Math.floor(inMinute / 1_000)
  const exact = (seconds[second] ?? '') + (millis[inMinute - second * 1_000] ?? '')
  return dayText + (minutes[minute] ?? '') + exact
}

const optional = (name: string, value: string | undefined) =>
  value === undefined ? '' : `,"${name}":${quoted(value)}`

function fetched({ url, userAgent, ip, country, flags }: Reported) {
  let text = ''
  if (url !== undefined) text += link(url)
  if (userAgent !== undefined) text += agent(userAgent)
  if (ip !== undefined) text += `,"ip":${quoted(ip)}`
  if (country !== undefined) text += `,"country":${quoted(country)}`
  return flags ? text + flagsOf(flags) : text
}

const bought = ({ money, name }: Reported) =>
  (money ? `,"amount":${money.amount},"currency":${quoted(money.currency)}` : '') +
  optional('name', name)

/** One line, with its end. */
export function toNdjson({ reported }: Happening): string {
  const { recipient, externalId, messageId, campaignId, stream, bounce, properties } = reported
  let line = `{"eventId":${quoted(reported.sourceId)}${kindOf(reported.kind)}${moment(reported.occurredAt.getTime())}`
  if (recipient !== undefined) line += `,"email":${quoted(recipient)}`
  if (externalId !== undefined) line += `,"externalId":${quoted(externalId)}`
  if (messageId !== undefined) line += `,"messageId":${quoted(messageId)}`
  if (campaignId !== undefined) line += campaign(campaignId)
  if (stream !== undefined) line += `,"stream":"${stream}"`
  line += fetched(reported)
  if (bounce) line += bounceOf(bounce)
  if (reported.money || reported.name !== undefined) line += bought(reported)
  return properties ? `${line}${propertiesOf(properties)}}\n` : `${line}}\n`
}

/** One line, with its end. Write none for a repeated arrival, or the join doubles. */
export const toTruthNdjson = ({ sourceId, human, cause, actor }: Truth): string =>
  `{"eventId":${quoted(sourceId)},"human":${human},"cause":"${cause}"${optional('actor', actor)}}\n`
