import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestServer, type TestServer } from '../testing.ts'
import { elsewhere } from './elsewhere.ts'
import { ingestEndpoints } from './ingest.ts'
import { webEndpoints } from './web-endpoints.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const nameOf = ({ method, path }: { readonly method: string; readonly path: string }) =>
  `${method} ${path}`
const everywhere = ['GET /healthz', 'GET /metrics', 'GET /readyz']

it('every route has a role, or is served by all', () => {
  const listed = [...webEndpoints, ...ingestEndpoints].map(nameOf)
  expect([...listed, ...everywhere].toSorted()).toEqual(server.endpoints.map(nameOf).toSorted())
})

it('what a process does not serve is what its roles lack', () => {
  const names = (roles: Parameters<typeof elsewhere>[0]) =>
    elsewhere(roles).map(({ endpoint }) => nameOf(endpoint))
  expect(names(new Set(['web', 'ingest', 'worker']))).toEqual([])
  expect(names(new Set(['web', 'worker']))).toEqual(ingestEndpoints.map(nameOf))
  expect(names(new Set(['ingest']))).toContain('GET /')
})
