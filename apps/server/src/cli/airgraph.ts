import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/**
 * What was compiled once is kept beside the libraries, where whoever may write may change these anyhow: a command
 * begins in half the time. Where nobody may write, it only takes longer.
 */
enableCompileCache(join(import.meta.dirname, '../../../../node_modules/.cache/airgraph'))

await import('./program.ts')
