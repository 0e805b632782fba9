/** For tests of every package: where the real data sets lie, and whether a part is lacking. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const datasets =
  process.env['AIRGRAPH_DATASETS'] ?? join(import.meta.dirname, '../../../../shared/datasets')

/** Where a file or a folder of the data sets lies, whether it is there or not. */
export const dataset = (path: string) => join(datasets, path)

/** For `skipIf`. In continuous integration a missing part is a failure, not a reason to skip. */
export const cannotRunWithout = (path: string | undefined) =>
  (path === undefined || !existsSync(path)) && process.env['CI'] !== 'true'
