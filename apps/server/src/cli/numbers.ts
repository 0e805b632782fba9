/** What may stand behind an option. What may not is said with the option’s own name. */
import { InvalidArgumentError } from 'commander'

export function wholeFromOne(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text.trim()))
    throw new InvalidArgumentError('Expected a whole number of months, 1 or more.')
  return Number(text)
}

/** `null`: for ever. */
export const monthsOrEver = (text: string) => (text === 'ever' ? null : wholeFromOne(text))

export function price(text: string): string {
  if (!/^\d+(\.\d+)?$/.test(text.trim()))
    throw new InvalidArgumentError('Expected an amount of money such as 0.10, without a currency.')
  return text.trim()
}

/** Gathered one after the other, as months are named. */
export function namedMonths(text: string, before: readonly string[] = []): string[] {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text))
    throw new InvalidArgumentError('Expected a month such as 2026-03.')
  return [...before, text]
}
