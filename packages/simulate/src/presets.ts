import type { Programme } from './programme.ts'

const day = 86_400_000

/** The half year before `to`, of a shop with some thousands of readers: what the sample workspace shows. */
export const sampleProgramme = (to: Date): Programme => ({
  seed: 2,
  contacts: 3_570,
  from: new Date(to.getTime() - 182 * day),
  to,
  campaignsPerWeek: 2,
  world: 'standard',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
})
