import { type Result, err, ok } from '@airgraph/domain/result.ts'
import { DateTime, IANAZone } from 'luxon'
import { readPlainIso } from './plain-iso.ts'
import { wallClock } from './wall-clock.ts'

/** Reads a date and time; `null` where it is none of this kind. */
type ReadMoment = (text: string) => Date | null

interface DateKind {
  readonly name: string
  readonly read: ReadMoment
}

export const isTimeZone = (zone: string) => IANAZone.isValidZone(zone) || zone === 'UTC'

/**
 * `format` is "iso", "epoch" (seconds), "epoch-ms", a pattern such as "DD.MM.YYYY HH:mm", or "auto": what fits
 * `samples` best, refused where two readings fit equally well.
 * A time without an offset is what the clock on the wall of `zone` showed.
 */
export function momentReader(
  format: string,
  zone: string,
  samples: readonly string[],
): Result<ReadMoment, string> {
  const kind = format === 'auto' ? detect(samples, zone) : namedKind(format, zone)
  if (!kind.ok) return kind
  return ok(remembering(kind.value.read))
}

const mostKnown = 20_000

/** Files say the same moment again and again: of an order on each of its lines, of a day on each of its rows. */
function remembering(read: ReadMoment): ReadMoment {
  const known = new Map<string, Date | null>()
  const readAnew = (text: string) => {
    if (known.size >= mostKnown) known.clear()
    const at = read(text)
    known.set(text, at)
    return at
  }
  let last: string | undefined
  let moment: Date | null = null
  return (text) => {
    if (text === last) return moment
    const before = known.get(text)
    moment = before === undefined ? readAnew(text) : before
    last = text
    return moment
  }
}

/** Whether `format` is one that can be read, before there is a file. */
export const dateFormatFault = (format: string): string | null => {
  if (format === 'auto') return null
  const kind = namedKind(format, 'UTC')
  return kind.ok ? null : kind.error
}

function namedKind(format: string, zone: string): Result<DateKind, string> {
  const named = { iso: iso(zone), epoch, 'epoch-ms': epochMillis }
  const lower = format.toLowerCase()
  if (lower === 'iso' || lower === 'epoch' || lower === 'epoch-ms') return ok(named[lower])
  const tokens = luxonTokens(format)
  const complete = /y/.test(tokens) && /[ML]/.test(tokens) && /d/.test(tokens)
  if (!complete || !isReadable(tokens))
    return err(
      `"${format}" is no date format: say "iso", "epoch", "epoch-ms" or a pattern such as "MM/DD/YYYY HH:mm".`,
    )
  return ok(pattern(format, [tokens], zone))
}

const isReadable = (tokens: string) =>
  DateTime.fromFormat(DateTime.utc(2001, 2, 3, 4, 5).toFormat(tokens), tokens).isValid

/** The tokens that people know, in luxon's words; numbers that stand apart may have one digit or two. */
const luxonTokens = (format: string) =>
  format
    .replaceAll('Y', 'y')
    .replaceAll('D', 'd')
    .replaceAll('A', 'a')
    .replace(/(?<=\d|[dyMH])T(?=[Hh])/g, "'T'")
    .replace(/(?<![A-Za-z])(MM|dd|HH|hh)(?![A-Za-z])/g, (token) => token.charAt(0))

function pattern(name: string, formats: readonly string[], zone: string): DateKind {
  const parsers = formats.map((format) => DateTime.buildFormatParser(format, english))
  const clock = formats.some(hasOffset) ? null : wallClock(zone)
  return {
    name,
    read(text) {
      for (const parser of parsers) {
        const at = DateTime.fromFormatParser(text, parser, { ...english, zone: 'utc' })
        if (at.isValid) return new Date(clock ? clock(at.toMillis()) : at.toMillis())
      }
      return null
    },
  }
}

const english = { locale: 'en-US' }
const hasOffset = (format: string) => /Z|z/.test(format)

const isoLike =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d(?::?\d\d){0,2}(?:[.,]\d+)?)\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i

function iso(zone: string): DateKind {
  const clock = wallClock(zone)
  return {
    name: 'iso',
    read(text) {
      const plain = readPlainIso(text)
      if (plain !== null) return new Date(text.endsWith('Z') ? plain : clock(plain))
      const match = isoLike.exec(text)
      if (!match) return null
      const [, date, time = '00:00', offset = ''] = match
      const at = DateTime.fromISO(`${date}T${time}${offset.toUpperCase()}`, { zone: 'utc' })
      if (!at.isValid) return null
      return new Date(offset === '' ? clock(at.toMillis()) : at.toMillis())
    },
  }
}

const epoch: DateKind = {
  name: 'epoch',
  read: (text) =>
    /^\d{1,11}(?:\.\d+)?$/.test(text) ? new Date(Math.round(Number(text) * 1_000)) : null,
}
const epochMillis: DateKind = {
  name: 'epoch-ms',
  read: (text) => (/^\d{1,14}$/.test(text) ? new Date(Number(text)) : null),
}

/** A count of seconds or of milliseconds, told apart by its length: 1973 to 5138. */
const epochOfEither: DateKind = {
  name: 'epoch',
  read: (text) => {
    if (/^\d{9,11}(?:\.\d+)?$/.test(text)) return epoch.read(text)
    return /^\d{12,14}$/.test(text) ? epochMillis.read(text) : null
  },
}

const times = ['', ' H:mm', ' H:mm:ss', ' h:mm a', ' h:mm:ss a']
const dates = [
  'yyyy/M/d',
  'M/d/yyyy',
  'd/M/yyyy',
  'M-d-yyyy',
  'd-M-yyyy',
  'd.M.yyyy',
  'd MMM yyyy',
  'MMM d, yyyy',
]

const spoken = (format: string) =>
  format.replace('yyyy', 'YYYY').replace(/\bM\b/, 'MM').replace(/\bd\b/, 'DD')

const detectable = (zone: string): readonly DateKind[] => [
  iso(zone),
  pattern('YYYYMMDD', ['yyyyMMdd'], zone),
  epochOfEither,
  ...dates.map((date) =>
    pattern(
      spoken(date),
      times.map((time) => date + time),
      zone,
    ),
  ),
]

const sampled = 200

function detect(samples: readonly string[], zone: string): Result<DateKind, string> {
  const texts = [...new Set(samples)].filter((text) => text !== '').slice(0, sampled)
  if (texts.length === 0) return ok(iso(zone))
  const scored = detectable(zone).map((kind) => ({
    kind,
    fits: texts.filter((text) => kind.read(text)).length,
  }))
  const most = Math.max(...scored.map(({ fits }) => fits))
  const [best, rival] = scored.filter(({ fits }) => fits === most).map(({ kind }) => kind)
  const example = texts[0]?.slice(0, 60)
  if (most === 0 || !best)
    return err(
      `"${example}" is not a date that can be told without help: say --date-format, such as "MM/DD/YYYY HH:mm".`,
    )
  if (rival)
    return err(
      `"${example}" may be ${best.name} or ${rival.name}, and no other date in the file's beginning decides it: say --date-format.`,
    )
  return ok(best)
}
