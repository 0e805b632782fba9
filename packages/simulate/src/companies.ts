/** The companies some readers work for: one office line, one mail guard, several people each. */
import { office } from './networks.ts'
import type { Random } from './random.ts'
import { drawScanner } from './scanners.ts'
import type { Scanner } from './scanners.ts'
import type { World } from './world.ts'
import { zones } from './zones.ts'
import type { Zone } from './zones.ts'

export interface Company {
  readonly domain: string
  readonly zone: Zone
  readonly scanner: Scanner | null
  /** Everyone in the office goes out through these. */
  readonly lines: readonly string[]
}

const firsts = [
  'amber',
  'birch',
  'brook',
  'cobalt',
  'copper',
  'delta',
  'ember',
  'fern',
  'granite',
  'harbor',
  'indigo',
  'juniper',
  'kestrel',
  'lumen',
  'maple',
  'north',
  'orchard',
  'pine',
  'quarry',
  'river',
  'silver',
  'tundra',
  'umber',
  'vale',
  'willow',
] as const
const seconds = [
  'works',
  'logistics',
  'labs',
  'foods',
  'press',
  'energy',
  'studio',
  'legal',
  'health',
  'systems',
  'textiles',
  'optics',
  'travel',
  'finance',
  'build',
  'motors',
] as const

/** The nth of them: no two alike, none registrable. */
function domainOf(nth: number) {
  const combinations = firsts.length * seconds.length
  const first = firsts[nth % firsts.length]
  const second = seconds[Math.floor(nth / firsts.length) % seconds.length]
  const round = Math.floor(nth / combinations)
  return `${first}-${second}${round === 0 ? '' : `-${round + 1}`}.example`
}

export const drawCompany = (random: Random, world: World, nth: number): Company => ({
  domain: domainOf(nth),
  zone: random.weighted(zones),
  scanner: random.chance(world.scannedCompanies) ? drawScanner(random, world.makes) : null,
  lines: Array.from({ length: random.chance(0.2) ? 2 : 1 }, () => office(random)),
})
