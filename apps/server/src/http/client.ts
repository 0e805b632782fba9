import { BlockList, isIP } from 'node:net'
import { networkOf } from '@airgraph/ingest/steps/network.ts'
import type { FastifyRequest } from 'fastify'

/** Where a request comes from. */
export interface Client {
  readonly address: string
  /** /24 or /48: what is written down. */
  readonly network: string | null
  /** Nobody else's machine, and nobody's proxy. */
  readonly isHere: boolean
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

const isLoopback = (address: string) =>
  isIP(address) !== 0 && loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** Set by proxies of every kind; one that sets none of them names another host, or speaks the old HTTP. */
const forwarding = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']

export const createClientOf = (publicUrl: string) => {
  const isPublic = !isLocalName(new URL(publicUrl).hostname)
  return (request: FastifyRequest): Client => ({
    address: request.ip,
    network: networkOf(request.ip),
    isHere:
      !isPublic &&
      isLoopback(request.socket.remoteAddress ?? '') &&
      isLocalName(hostnameOf(request.headers.host)) &&
      request.raw.httpVersion !== '1.0' &&
      forwarding.every((name) => request.headers[name] === undefined),
  })
}

const isLocalName = (hostname: string) =>
  hostname === 'localhost' || isLoopback(hostname.replace(/^\[|\]$/g, ''))

const hostnameOf = (host: string | undefined) =>
  URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : ''
