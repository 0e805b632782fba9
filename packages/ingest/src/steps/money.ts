import { type Step, nothing } from './step.ts'

const currencyCode = /^[A-Z]{3}$/

/** A whole number of minor units, never below nothing: the kind says which way the money went. */
export const money: Step = ({ reported: { money: paid } }) => {
  if (paid === undefined) return nothing
  const { amount } = paid
  const currency = paid.currency.toUpperCase()
  const readable = Number.isSafeInteger(amount) && amount >= 0 && currencyCode.test(currency)
  return readable ? { event: { money: { amount, currency } } } : 'unreadable-money'
}
