import { readFileSync } from 'node:fs'
import { cannotRunWithout, dataset } from '@airgraph/domain/testing.ts'
import { describe, expect, it } from 'vitest'
import { ownerOf } from './address-blocks.ts'

describe('whose addresses', () => {
  it.each([
    ['40.107.22.0/24', 'security-vendor'],
    ['40.107.22.0', 'security-vendor'],
    ['64.235.150.0/24', 'security-vendor'],
    ['205.220.175.0/24', 'security-vendor'],
    ['207.211.31.0/24', 'security-vendor'],
    ['2a01:111:f403::/48', 'security-vendor'],
    ['20.70.10.0/24', 'microsoft'],
    ['::ffff:20.70.10.0', 'microsoft'],
    ['104.28.31.0/24', 'apple-relay'],
    ['2a02:26f7:c1c0::/48', 'apple-relay'],
    ['198.51.100.0/24', null],
    ['2001:db8::/48', null],
    ['', null],
    ['/24', null],
    ['300.1.1.1/8', null],
    ['not an address', null],
  ] as const)('%s: %s', (network, owner) => {
    expect(ownerOf(network)).toBe(owner)
    expect(ownerOf(network)).toBe(owner)
  })
})

const relays = dataset('bots/icloud-private-relay.txt')

describe('Apple’s list of relay egress ranges', () => {
  it.skipIf(cannotRunWithout(relays))('lies within our blocks', () => {
    const listed = readFileSync(relays, 'utf8').split('\n').filter(Boolean)
    const outside = listed.filter((range) => ownerOf(range) !== 'apple-relay')
    expect(listed.length).toBeGreaterThan(10_000)
    expect(outside).toEqual([])
  })
})
