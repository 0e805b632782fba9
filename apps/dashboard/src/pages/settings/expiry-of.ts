import { hours } from '@airgraph/domain/units.ts'

export type Expiry = 'never' | '30' | '90' | '365'

/** As the server wants it; `null`: it does not end. */
export const expiryOf = (expiry: Expiry, now: number): string | null =>
  expiry === 'never' ? null : new Date(now + hours(24) * Number(expiry)).toISOString()
