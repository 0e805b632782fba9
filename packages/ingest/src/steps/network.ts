import { isIPv4, isIPv6 } from 'node:net'
import ipaddr from 'ipaddr.js'
import { LRUCache } from 'lru-cache'
import { type Step, nothing } from './step.ts'

const longestAddress = 64

/** The neighbourhood of the client, never its address. What is no address says nothing. */
export const network: Step = ({ reported }) => {
  const ip = reported.ip?.trim()
  return ip && ip.length <= longestAddress ? { event: { ipNetwork: networkOf(ip) } } : nothing
}

/** IPv4 cut to /24, IPv6 to /48; an IPv4 address written as IPv6 is IPv4. */
export function networkOf(ip: string): string | null {
  if (isIPv4(ip)) return `${ip.slice(0, ip.lastIndexOf('.'))}.0/24`
  return isIPv6(ip) ? known.memo(ip) : null
}

const known = new LRUCache<string, string>({
  max: 50_000,
  memoMethod(ip) {
    const address = ipaddr.process(ip)
    return address.kind() === 'ipv4'
      ? networkOf(address.toString())!
      : `${ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/48`).toString()}/48`
  },
})
