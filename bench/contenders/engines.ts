import { airgraph } from './airgraph.ts'
import type { Engine } from './contender.ts'
import { duckdb } from './duckdb.ts'
import { floor } from './floor.ts'
import { postgres } from './postgres.ts'

export const engines: readonly Engine[] = [airgraph, floor, duckdb, postgres]
