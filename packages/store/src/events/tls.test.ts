import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from '@airgraph/sql/sql.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEventStore } from './open.ts'
import { openGateway } from './testing-gateway.ts'

const hasOpenssl = (() => {
  try {
    return execFileSync('openssl', ['version']).length > 0
  } catch {
    return false
  }
})()

if (!hasOpenssl && process.env['CI'] === 'true') throw new Error('openssl is not installed')

describe.skipIf(!hasOpenssl)('over TLS (needs openssl)', () => {
  const dir = mkdtempSync(join(tmpdir(), 'airgraph-tls-'))
  const file = (name: string) => join(dir, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' })
  const sign = (name: string) => {
    const subject = ['-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`]
    openssl('req', '-newkey', 'ec:curve', '-nodes', ...subject)
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names']
    openssl('x509', '-req', '-in', `${name}.csr`, ...by, '-days', '2', '-out', `${name}.pem`)
  }

  let gateway: Awaited<ReturnType<typeof openGateway>>
  beforeAll(async () => {
    writeFileSync(file('names'), 'subjectAltName=IP:127.0.0.1')
    openssl('ecparam', '-name', 'prime256v1', '-out', 'curve')
    const self = [
      '-x509',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=us',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
    ]
    openssl('req', '-newkey', 'ec:curve', ...self)
    sign('server')
    sign('client')
    const read = (name: string) => readFileSync(file(name))
    gateway = await openGateway({
      tls: {
        cert: read('server.pem'),
        key: read('server.key'),
        ca: read('ca.pem'),
        requestCert: true,
        rejectUnauthorized: true,
      },
    })
  })
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]()
    rmSync(dir, { recursive: true })
  })

  const own = { cert: file('client.pem'), key: file('client.key') }

  it('asks whom it trusts, as who it is', async () => {
    await using store = await openEventStore({ url: gateway.url, tls: { ca: file('ca.pem'), own } })
    expect((await store.query(sql`SELECT 1 AS one`)).rows).toEqual([{ one: 1 }])
  })

  it('says so when it does not trust who answers', async () => {
    await expect(openEventStore({ url: gateway.url })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/^The event store is not who it should be \([A-Z_]+\)\.$/),
    })
  })

  it('says so when it is not trusted', async () => {
    await expect(
      openEventStore({ url: gateway.url, tls: { ca: file('ca.pem') } }),
    ).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('names a file that is not there', async () => {
    await expect(
      openEventStore({ url: gateway.url, tls: { ca: file('none.pem') } }),
    ).rejects.toThrow(`The certificate file ${file('none.pem')} cannot be read (ENOENT).`)
  })

  it('says so when a file is no certificate', async () => {
    writeFileSync(file('junk.pem'), 'junk')
    await expect(
      openEventStore({
        url: gateway.url,
        tls: { ca: file('ca.pem'), own: { ...own, cert: file('junk.pem') } },
      }),
    ).rejects.toMatchObject({ code: 'unavailable' })
  })
})
