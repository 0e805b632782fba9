import type { Sql } from '@airgraph/sql/sql.ts'

/** A table where its rows are, on every node that has some: what ALTER TABLE takes. */
export const target = (table: string, cluster: string | undefined): Sql => ({
  chunks: [cluster === undefined ? table : `${table}_local ON CLUSTER '${cluster}'`],
})
