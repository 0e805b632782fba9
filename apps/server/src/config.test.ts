import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

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
