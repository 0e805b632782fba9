import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { cannotRunWithout } from '@airgraph/domain/testing.ts'
import { expect, it } from 'vitest'

const dist = join(import.meta.dirname, '../dist')
const index = join(dist, 'index.html')
const most = 250 * 1024

/** Every script that a chunk cannot do without, itself included. */
function withImports(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const text = readFileSync(join(dist, 'assets', file), 'utf8')
  for (const [, imported = ''] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
    withImports(imported, seen)
  return seen
}

const zipped = (file: string) => gzipSync(readFileSync(join(dist, 'assets', file))).length

const opened = (page: string) => {
  const first = [...readFileSync(index, 'utf8').matchAll(/\/assets\/([^"]+\.js)"/g)].map(
    ([, file = '']) => file,
  )
  const needed = new Set([page, ...first].flatMap((file) => [...withImports(file)]))
  return [...needed].reduce((all, file) => all + zipped(file), 0)
}

it.skipIf(cannotRunWithout(index))(
  'every page opens with at most 250 KB of script, charts on demand',
  () => {
    const pages = globSync('*Page-*.js', { cwd: join(dist, 'assets') })
    expect(pages.length).toBeGreaterThan(5)
    expect(pages.filter((page) => opened(page) > most)).toEqual([])
    // The measure itself: all that a page needs is far more than the page's own chunk.
    expect(Math.min(...pages.map(opened))).toBeGreaterThan(100 * 1024)
  },
)
