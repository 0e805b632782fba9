import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Session } from 'chdb'
import { expect, it } from 'vitest'

const config = join(import.meta.dirname, '../../../../deploy/clickhouse/cluster.xml')

it('the engine finds the cluster that is deployed, and which node of it it is', () => {
  process.env['CLICKHOUSE_NODE'] = '1'
  process.env['CLICKHOUSE_HOST'] = 'clickhouse-1.clickhouse'
  process.env['CLICKHOUSE_CLUSTER_SECRET'] = 'secret'
  const dir = mkdtempSync(join(tmpdir(), 'airgraph-deployed-'))
  const engine = new Session(dir, { connectionArgs: [`--config-file=${config}`] })
  const rows = (query: string) =>
    engine
      .query(query, 'JSONEachRow')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)
  try {
    expect(
      rows(
        `SELECT shard_num, host_name FROM system.clusters WHERE cluster = 'airgraph' ORDER BY 1`,
      ),
    ).toEqual([0, 1, 2].map((n) => ({ shard_num: n + 1, host_name: `clickhouse-${n}.clickhouse` })))
    expect(rows(`SELECT getMacro('shard') AS shard, getMacro('replica') AS replica`)).toEqual([
      { shard: '1', replica: 'clickhouse-1.clickhouse' },
    ])
  } finally {
    engine.close()
    rmSync(dir, { recursive: true })
  }
})
