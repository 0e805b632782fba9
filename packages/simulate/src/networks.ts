/** Addresses of the networks that fetch images and follow links, made up within plausible ranges. */
import type { Random } from './random.ts'

/** A pool of addresses under the given prefixes ("17.58." or "66.249.84."). */
export function pool(random: Random, prefixes: readonly string[], size: number): readonly string[] {
  return Array.from({ length: size }, () => {
    let address = random.pick(prefixes)
    while (address.split('.').length < 4) address += `${random.below(256)}.`
    return `${address}${1 + random.below(254)}`
  })
}

const households = [
  '2.',
  '24.',
  '71.',
  '77.',
  '78.',
  '79.',
  '81.',
  '84.',
  '86.',
  '87.',
  '90.',
  '91.',
  '93.',
  '98.',
]
const carriers = ['80.187.', '92.184.', '109.40.', '151.36.', '172.58.', '176.2.', '188.28.']
const landlines = ['62.', '80.', '82.', '194.', '195.', '212.', '213.', '217.']

const hex = (n: number) => n.toString(16)

/** A household's line; one in five has IPv6. */
export function household(random: Random): string {
  if (!random.chance(0.2)) return pool(random, households, 1)[0] ?? ''
  const group = () => hex(random.below(65_536))
  return `2a02:${hex(0x8100 + random.below(256))}:${group()}:${group()}::${group()}`
}

export const office = (random: Random) => pool(random, landlines, 1)[0] ?? ''

export interface Networks {
  /** Egress of Apple's image prefetching. */
  readonly apple: readonly string[]
  /** Egress that people with a private relay browse from. */
  readonly relay: readonly string[]
  readonly gmail: readonly string[]
  readonly yahoo: readonly string[]
  /** Shared by thousands of phones each. */
  readonly mobile: readonly string[]
  /** Of commercial VPNs: data centres, with people in them. */
  readonly vpn: readonly string[]
  readonly crawlers: readonly string[]
}

export const drawNetworks = (random: Random): Networks => ({
  apple: pool(random, ['17.58.', '104.28.', '146.75.', '172.224.', '172.225.', '172.226.'], 600),
  relay: pool(random, ['104.28.', '146.75.', '172.225.'], 200),
  gmail: pool(random, ['64.233.172.', '66.102.8.', '66.249.84.', '66.249.93.', '74.125.210.'], 120),
  yahoo: pool(random, ['67.195.51.', '87.248.110.', '98.137.'], 40),
  mobile: pool(random, carriers, 300),
  vpn: pool(random, ['37.120.', '185.199.', '193.27.'], 40),
  crawlers: pool(random, ['34.86.', '54.36.', '66.249.66.', '207.46.13.'], 60),
})
