import ipaddr from 'ipaddr.js'

/** Who runs the machines at an address. */
export type Owner = 'security-vendor' | 'microsoft' | 'apple-relay'

interface Blocks {
  readonly owner: Owner
  readonly name: string
  /** Where the ranges were read, and when. They drift: revise both together. */
  readonly source: string
  readonly ranges: readonly string[]
}

/** The first that holds an address names its owner. */
const addressBlocks: readonly Blocks[] = [
  {
    owner: 'security-vendor',
    name: 'Exchange Online Protection',
    source:
      'Microsoft 365 endpoint web service, id 10, version 2026081400, as quoted in public repositories',
    ranges: [
      '40.92.0.0/15',
      '40.107.0.0/16',
      '52.100.0.0/14',
      '104.47.0.0/17',
      '2a01:111:f400::/48',
      '2a01:111:f403::/48',
    ],
  },
  {
    owner: 'security-vendor',
    name: 'Barracuda',
    source:
      'ARIN NET-64-235-144-0-1 (AS15324); Barracuda Email Gateway Defense documentation, 2026-11',
    ranges: ['64.235.144.0/20', '209.222.80.0/21'],
  },
  {
    owner: 'security-vendor',
    name: 'Proofpoint',
    source:
      'allow-lists of Proofpoint’s customers, in public repositories (AS26211), 2026-11; not Proofpoint’s own page',
    ranges: [
      '66.159.224.0/19',
      '67.231.144.0/20',
      '148.163.128.0/19',
      '205.220.160.0/19',
      '62.209.50.0/23',
      '91.207.212.0/23',
      '91.209.104.0/24',
      '185.132.180.0/22',
      '185.183.28.0/22',
    ],
  },
  {
    owner: 'security-vendor',
    name: 'Mimecast',
    source:
      'allow-lists of Mimecast’s customers, in public repositories, 2026-11; not Mimecast’s own page',
    ranges: [
      '63.128.21.0/24',
      '91.220.42.0/24',
      '146.101.78.0/24',
      '170.10.128.0/22',
      '170.10.132.0/23',
      '185.58.85.0/24',
      '185.58.86.0/24',
      '195.130.217.0/24',
      '205.139.110.0/23',
      '207.82.80.0/24',
      '207.211.30.0/23',
      '216.205.24.0/24',
    ],
  },
  {
    owner: 'microsoft',
    name: 'Microsoft (AS8075, AS8074, AS12076)',
    source:
      'lists of Microsoft’s blocks in public repositories, 2026-11; not checked against the registries. Scanners live here, and so do cloud desktops',
    ranges: [
      '13.64.0.0/11',
      '13.104.0.0/14',
      '20.0.0.0/11',
      '20.33.0.0/16',
      '20.34.0.0/15',
      '20.36.0.0/14',
      '20.40.0.0/13',
      '20.48.0.0/12',
      '20.64.0.0/10',
      '20.160.0.0/12',
      '20.184.0.0/13',
      '20.192.0.0/10',
      '23.96.0.0/13',
      '40.64.0.0/10',
      '51.140.0.0/14',
      '52.96.0.0/12',
      '52.112.0.0/14',
      '52.120.0.0/14',
      '52.136.0.0/13',
      '52.145.0.0/16',
      '52.146.0.0/15',
      '52.148.0.0/14',
      '52.152.0.0/13',
      '52.160.0.0/11',
      '52.224.0.0/11',
      '65.52.0.0/14',
      '104.40.0.0/13',
      '104.208.0.0/13',
      '168.61.0.0/16',
      '168.62.0.0/15',
      '191.232.0.0/13',
    ],
  },
  {
    owner: 'apple-relay',
    name: 'iCloud Private Relay and its partners',
    source:
      'the blocks that hold the egress list Apple publishes, 2026-11. Its partners have other customers too',
    ranges: [
      '17.0.0.0/8',
      '104.28.0.0/16',
      '140.248.0.0/16',
      '146.75.0.0/16',
      '172.224.0.0/15',
      '172.226.0.0/16',
      '2606:54c0::/30',
      '2a02:26f7::/32',
      '2a04:4e41::/32',
      '2a09:bac2::/31',
    ],
  },
]

type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number]

const owned: readonly (readonly [Owner, Range])[] = addressBlocks.flatMap(({ owner, ranges }) =>
  ranges.map((cidr) => [owner, ipaddr.parseCIDR(cidr)] as const),
)

const holds = ([start, bits]: Range, address: ipaddr.IPv4 | ipaddr.IPv6) =>
  start.kind() === address.kind() && address.match(start, bits)

const find = (address: string) => {
  if (!ipaddr.isValid(address)) return null
  const parsed = ipaddr.process(address)
  return owned.find(([, range]) => holds(range, parsed))?.[0] ?? null
}

const remembered = new Map<string, Owner | null>()
const mostRemembered = 100_000

/** Of a network such as "203.0.113.0/24" or "203.0.113.0"; `null` for everybody else's, and for what is no address. */
export function ownerOf(ipNetwork: string): Owner | null {
  const known = remembered.get(ipNetwork)
  if (known !== undefined) return known
  if (remembered.size >= mostRemembered) remembered.clear()
  const owner = find(ipNetwork.split('/', 1)[0] ?? '')
  remembered.set(ipNetwork, owner)
  return owner
}
