const shape = 'dddd-dd-ddTdd:dd:dd.ddd'
const seconds = 'dddd-dd-ddTdd:dd:dd'.length
const [zero, nine, firstYear] = [48, 57, 1_000]

/**
 * What nearly all programs write, `2026-03-01T09:30:00.000Z`, with or without its thousandths and its `Z`, and a blank
 * for the `T`: what a clock that shows it in UTC would mean, in ms. `null` for all else, which may still be a moment.
 */
export function readPlainIso(text: string): number | null {
  const length = text.endsWith('Z') ? text.length - 1 : text.length
  if ((length !== seconds && length !== shape.length) || !hasShape(text, length)) return null
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)]
  const [hour, minute, second] = [digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19)]
  const thousandths = length === seconds ? 0 : digits(text, 20, 23)
  if (year < firstYear || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59)
    return null
  if (second > 59 || (day > 28 && day > daysIn(year, month))) return null
  return Date.UTC(year, month - 1, day, hour, minute, second, thousandths)
}

function hasShape(text: string, length: number) {
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    const isFit =
      shape[at] === 'd'
        ? code >= zero && code <= nine
        : text[at] === shape[at] || (shape[at] === 'T' && text[at] === ' ')
    if (!isFit) return false
  }
  return true
}

function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) value = value * 10 + text.charCodeAt(at) - zero
  return value
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()
