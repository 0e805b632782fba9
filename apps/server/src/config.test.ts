import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

const url = 'https://air:secret@clickhouse.example:8443/mail'

describe('where the events are', () => {
  it('in a folder, unless something else is said', () => {
    expect(readConfig({}).events).toEqual({ dir: 'data/events' })
    expect(readConfig({ CLICKHOUSE_URL: '', DATA_DIR: '/srv' }).events).toEqual({
      dir: '/srv/events',
    })
  })

  it('on a server', () => {
    expect(readConfig({ CLICKHOUSE_URL: url }).events).toEqual({ url })
  })

  it('on a cluster, as the owner of a certificate', () => {
    expect(
      readConfig({
        CLICKHOUSE_URL: url,
        CLICKHOUSE_CLUSTER: 'mail',
        CLICKHOUSE_QUORUM: 'auto',
        CLICKHOUSE_CA: 'ca.pem',
        CLICKHOUSE_CERT: 'us.pem',
        CLICKHOUSE_KEY: 'us.key',
        CLICKHOUSE_TIMEOUT: '60',
        CLICKHOUSE_CONNECTIONS: '8',
      }).events,
    ).toEqual({
      url,
      cluster: 'mail',
      insertQuorum: 'auto',
      tls: { ca: 'ca.pem', own: { cert: 'us.pem', key: 'us.key' } },
      requestTimeout: 60_000,
      connections: 8,
    })
    const quorum = { CLICKHOUSE_URL: url, CLICKHOUSE_CLUSTER: 'mail', CLICKHOUSE_QUORUM: '2' }
    expect(readConfig(quorum).events).toMatchObject({ insertQuorum: 2 })
  })
})

it('a provider to sign in with, and whose word is taken for where people are', () => {
  expect(readConfig({})).toMatchObject({ oidc: null, trustedProxies: [], isSampleOpen: false })
  const given = readConfig({
    OIDC_ISSUER: 'https://login.example.com',
    OIDC_CLIENT_ID: 'airgraph',
    OIDC_CLIENT_SECRET: 's',
    TRUSTED_PROXIES: '10.0.0.0/8, ::1',
  })
  expect(given.trustedProxies).toEqual(['10.0.0.0/8', '::1'])
  expect(given.oidc).toEqual({
    issuer: 'https://login.example.com',
    clientId: 'airgraph',
    clientSecret: 's',
    name: 'Single sign-on',
  })
})

it.each<[Record<string, string>, RegExp]>([
  [{ OIDC_ISSUER: 'https://login.example.com' }, /OIDC_ISSUER .*needs OIDC_CLIENT_ID/],
  [{ OIDC_CLIENT_SECRET: 'do not say' }, /^OIDC_CLIENT_SECRET: it needs OIDC_ISSUER/],
  [{ AUTH_SECRET: 'do not say' }, /^AUTH_SECRET: expected 32 characters or more/],
  [{ TRUSTED_PROXIES: '10.0.0.0/33' }, /TRUSTED_PROXIES .*addresses or networks/],
  [{ TRUSTED_PROXIES: 'proxy' }, /TRUSTED_PROXIES .*addresses or networks/],
])('%j is refused by name, and no secret is said', (env, words) => {
  expect(() => readConfig(env)).toThrow(words)
  expect(() => readConfig(env)).not.toThrow(/do not say/)
})

describe('what is wrong is said by name', () => {
  it.each([
    [
      { CLICKHOUSE_CLUSTER: 'mail' },
      'CLICKHOUSE_CLUSTER is “mail”: it needs CLICKHOUSE_URL beside it.',
    ],
    [
      { CLICKHOUSE_URL: url, CLICKHOUSE_CLUSTER: "a'b" },
      "CLICKHOUSE_CLUSTER is “a'b”: expected the name",
    ],
    [
      { CLICKHOUSE_URL: url, CLICKHOUSE_CERT: 'us.pem', CLICKHOUSE_CA: 'ca.pem' },
      'CLICKHOUSE_CERT is “us.pem”: it needs CLICKHOUSE_KEY',
    ],
    [
      { CLICKHOUSE_URL: url, CLICKHOUSE_KEY: 'us.key' },
      'CLICKHOUSE_KEY is “us.key”: it needs CLICKHOUSE_CERT',
    ],
    [
      { CLICKHOUSE_URL: 'http://h:8123', CLICKHOUSE_CA: 'ca.pem' },
      'it needs a CLICKHOUSE_URL that begins with https',
    ],
    [
      { CLICKHOUSE_URL: url, CLICKHOUSE_TIMEOUT: '0' },
      'CLICKHOUSE_TIMEOUT is “0”: expected seconds, from 1 to 3600.',
    ],
    [
      { CLICKHOUSE_URL: url, CLICKHOUSE_TIMEOUT: 'long' },
      'CLICKHOUSE_TIMEOUT is “long”: expected seconds',
    ],
    [
      { CLICKHOUSE_URL: url, CLICKHOUSE_CONNECTIONS: '1.5' },
      'CLICKHOUSE_CONNECTIONS is “1.5”: expected a number',
    ],
    [
      { CLICKHOUSE_URL: url, CLICKHOUSE_QUORUM: '2' },
      'CLICKHOUSE_QUORUM is “2”: it needs CLICKHOUSE_CLUSTER',
    ],
    [
      { CLICKHOUSE_URL: url, CLICKHOUSE_CLUSTER: 'mail', CLICKHOUSE_QUORUM: 'all' },
      'CLICKHOUSE_QUORUM is “all”: expected auto, or',
    ],
  ])('%o', (env, sentence) => {
    expect(() => readConfig(env)).toThrow(sentence)
  })
})

describe('a log', () => {
  it('stands before stores that are elsewhere', () => {
    const given = { ...shared, LOG_URL: 'nats://a:4222/mail, nats://b:4222', LOG_GIGABYTES: '0.5' }
    expect(readConfig(shared).eventLog).toBeNull()
    expect(readConfig(given)).toMatchObject({
      isAlone: false,
      needsEvents: true,
      eventLog: { url: 'nats://a:4222/mail, nats://b:4222', name: 'mail', mostBytes: 2 ** 29 },
    })
    for (const stores of [{}, { CLICKHOUSE_URL: url }, { DATABASE_URL: shared.DATABASE_URL }])
      expect(() => readConfig({ ...stores, LOG_URL: 'nats://log' })).toThrow(
        'LOG_URL: a log stands before stores that are elsewhere.',
      )
  })

  it('is all that a process needs beside the records that only takes events', () => {
    const records = { DATABASE_URL: shared.DATABASE_URL, LOG_URL: 'nats://log' }
    expect(readConfig({ ...records, ROLES: 'ingest' })).toMatchObject({
      isAlone: false,
      needsEvents: false,
    })
    expect(() => readConfig({ ...records, ROLES: 'ingest,worker' })).toThrow(/elsewhere/)
  })

  it.each(['log:4222', 'http://log', 'nats://', 'nats://a/b/c', 'nats://a, ,', 'nats://a/b.c'])(
    'is refused where it is no log, and its password is not repeated: %s',
    (wrong) => {
      const given = { ...shared, LOG_URL: wrong.replace('://', '://ann:hidden@') }
      expect(() => readConfig(given)).toThrow(/^LOG_URL: expected a URL such as nats:/)
      expect(() => readConfig(given)).not.toThrow(/hidden/)
    },
  )
})

const shared = {
  DATABASE_URL: 'postgres://airgraph@records/airgraph',
  CLICKHOUSE_URL: 'http://events:8123/airgraph',
}
const token = 'x'.repeat(24)

describe('roles', () => {
  it('are all of them unless some are named', () => {
    expect([...readConfig({}).roles]).toEqual(['web', 'ingest', 'worker'])
    expect([...readConfig({ ...shared, ROLES: ' ingest , web,web' }).roles]).toEqual([
      'ingest',
      'web',
    ])
  })

  it.each([{}, { DATABASE_URL: shared.DATABASE_URL }, { CLICKHOUSE_URL: shared.CLICKHOUSE_URL }])(
    'are together where a store is embedded: %j',
    (stores) => {
      expect(() => readConfig({ ...stores, ROLES: 'web,ingest' })).toThrow(
        /one process does everything/,
      )
      expect(readConfig({ ...stores, ROLES: 'worker,web,ingest' }).isAlone).toBe(true)
    },
  )
})

describe('a data folder', () => {
  it('is needed by an embedded store, and for a token that nobody gave', () => {
    expect(readConfig({ OPERATOR_TOKEN: token }).needsDataDir).toBe(true)
    expect(readConfig(shared).needsDataDir).toBe(true)
    expect(readConfig({ ...shared, OPERATOR_TOKEN: token }).needsDataDir).toBe(false)
    expect(readConfig({ ...shared, OPERATOR_TOKEN: token, DATA_DIR: 'd' }).needsDataDir).toBe(true)
  })
})

describe('where archives lie', () => {
  it('beside the embedded engine, in a folder, or in a bucket with its keys', () => {
    expect(readConfig({ DATA_DIR: 'd' }).archive).toEqual({ dir: 'd/archive' })
    expect(readConfig({ ARCHIVE_URL: '/mnt/cold' }).archive).toEqual({ dir: '/mnt/cold' })
    expect(
      readConfig({
        ARCHIVE_URL: 's3://key:se%2Fcret@s3.example.com/bucket/mail',
        ARCHIVE_REGION: 'eu-central-1',
      }).archive,
    ).toEqual({
      url: 'https://s3.example.com/bucket/mail',
      key: 'key',
      secret: 'se/cret',
      region: 'eu-central-1',
    })
  })

  it('nowhere beside a ClickHouse elsewhere, unless it is a bucket', () => {
    expect(readConfig({ CLICKHOUSE_URL: url }).archive).toBeNull()
    const bucket = 'http://key:secret@127.0.0.1:9000/bucket'
    expect(readConfig({ CLICKHOUSE_URL: url, ARCHIVE_URL: bucket }).archive).toMatchObject({
      url: 'http://127.0.0.1:9000/bucket',
    })
    expect(() => readConfig({ CLICKHOUSE_URL: url, ARCHIVE_URL: '/mnt/cold' })).toThrow(
      /cannot write in a folder here/,
    )
  })

  it.each(['ftp://key:hush@h/b', 's3://h/b', 's3://key:hush@h', 's3://'])(
    'not at %s, and the secret is not said',
    (wrong) => {
      const read = () => readConfig({ ARCHIVE_URL: wrong })
      expect(read).toThrow(/ARCHIVE_URL: expected s3:/)
      expect(read).not.toThrow(/hush/)
    },
  )
})
