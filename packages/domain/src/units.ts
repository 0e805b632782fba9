import type { Brand } from './brand.ts'

/** 0 to 1. Multiplied by 100 in one place only: where it becomes text. */
export type Ratio = Brand<number, 'Ratio'>
export type Millis = Brand<number, 'Millis'>
/** A whole number of the currency's smallest unit: cents, pence, yen. */
export type MinorUnits = Brand<number, 'MinorUnits'>

export interface Money {
  readonly amount: MinorUnits
  /** ISO 4217, upper case. */
  readonly currency: string
}

/** Nothing out of nothing is unknown, not zero. */
export const ratio = (part: number, whole: number): Ratio | null =>
  whole === 0 ? null : ((part / whole) as Ratio)

// No `days`: a calendar day is not always 24 hours. Day buckets belong to a query's time zone.
export const seconds = (n: number) => (n * 1_000) as Millis
export const minutes = (n: number) => seconds(n * 60)
export const hours = (n: number) => minutes(n * 60)
