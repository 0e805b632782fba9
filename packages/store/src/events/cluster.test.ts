import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ledgerOnCluster, onCluster, shardKeys, spread, tables } from './cluster.ts'
import { openEngine } from './engine.ts'
import { migrations } from './migrations.ts'

const statements = migrations.flatMap((migration) => migration.statements)

describe('on a cluster', () => {
  it('every table is spread over the shards by something', () => {
    expect(tables.toSorted()).toEqual(Object.keys(shardKeys).toSorted())
  })

  it.each(statements.map((statement, i) => [tables[i], statement] as const))(
    '%s is replicated on every shard, with one table in front of all',
    (table = '', statement) => {
      const [local = '', front = ''] = onCluster(statement, 'mail')
      expect(local).toMatch(
        new RegExp(`^CREATE TABLE IF NOT EXISTS ${table}_local ON CLUSTER 'mail'`),
      )
      expect(local).toMatch(/ENGINE = Replicated\w*MergeTree\('\/clickhouse\/tables\/\{shard\}\//)
      expect(local).toContain('ORDER BY')
      expect(local).not.toContain('non_replicated')
      expect(front).toContain(
        `ENGINE = Distributed('mail', currentDatabase(), '${table}_local', ${shardKeys[table]})`,
      )
    },
  )

  it('an engine keeps what it was given', () => {
    const [facts = ''] = onCluster(
      statements.find((one) => one.includes('TABLE facts')) ?? '',
      'mail',
    )
    expect(facts).toContain(
      `ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/facts', '{replica}', version, deleted)`,
    )
    expect(facts).toContain('fsync_after_insert = 1')
  })

  it('a table that nobody has spread is refused', () => {
    expect(() =>
      onCluster('CREATE TABLE other (a UInt8) ENGINE = MergeTree ORDER BY a', 'mail'),
    ).toThrow('other')
  })
})

describe('the engine', () => {
  let engine: ReturnType<typeof openEngine>
  beforeAll(() => {
    engine = openEngine(':memory:')
  })
  afterAll(() => engine.close())
  const command = (query: string, settings = {}) =>
    engine.command({ query, clickhouse_settings: settings })

  it.each(['mail', 'mail-eu.1', '{cluster}'])('reads every statement for “%s”', async (cluster) => {
    for (const statement of statements.flatMap((one) => onCluster(one, cluster)))
      await command(`EXPLAIN AST ${statement}`)
    await command(`EXPLAIN AST ${ledgerOnCluster(cluster)}`)
  })

  it('knows every setting, and takes it', async () => {
    await command('SELECT 1 FORMAT Null', { ...spread('auto') })
    await command('SELECT 1 FORMAT Null', { ...spread(2) })
    await expect(command('SELECT 1', { nothing_such: 1 })).rejects.toMatchObject({ code: '115' })
  })
})
