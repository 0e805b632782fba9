/** Fails when a workspace package uses one that stands beside or above it. The table is the architecture. */
import { globSync, readFileSync } from 'node:fs'

const layers = [
  ['domain'],
  ['sql'],
  ['contract', 'ingest', 'engagement', 'analytics', 'simulate'],
  ['store', 'live'],
  ['server', 'dashboard'],
] as const
/** Below its rank, yet it may use nothing but these: it must not know what it will be measured by. */
const only: Readonly<Record<string, readonly string[]>> = { simulate: ['domain'] }

const rank = new Map<string, number>(
  layers.flatMap((names, i) => names.map((n) => [n, i] as const)),
)
const folders = globSync('{packages,apps}/*/package.json').map((file) =>
  file.split('/').slice(0, 2),
)

const mayUse = (mine: string, theirs: string) =>
  mine === theirs ||
  ((rank.get(theirs) ?? Infinity) < (rank.get(mine) ?? -1) &&
    (only[mine]?.includes(theirs) ?? true))

const usedBy = (folder: string, own: string) => {
  const sources = globSync(`${folder}/**/*.{ts,tsx}`, {
    exclude: ['**/node_modules/**', '**/dist/**'],
  })
  const imported = sources.flatMap((file) =>
    readFileSync(file, 'utf8')
      .matchAll(/(?:from|import)\s*\(?\s*'@airgraph\/([a-z-]+)/g)
      .map((match) => ({ file, theirs: match[1] ?? '' }))
      .toArray(),
  )
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(`${folder}/package.json`, 'utf8'),
  )
  const declared = Object.keys({ ...dependencies, ...devDependencies })
    .filter((name) => name.startsWith('@airgraph/'))
    .map((name) => name.slice('@airgraph/'.length))
  return [
    ...imported.map(({ file, theirs }) => ({ where: file, theirs })),
    ...declared.map((theirs) => ({ where: `${folder}/package.json`, theirs })),
    ...imported
      .filter(({ theirs }) => theirs !== own && !declared.includes(theirs))
      .map(({ file, theirs }) => ({ where: `${file} (undeclared)`, theirs: `${theirs}?` })),
  ]
}

const wrong = folders.flatMap(([kind, own = '']) => {
  if (!rank.has(own)) return [`${own} has no layer: add it to scripts/check-layers.ts`]
  return usedBy(`${kind}/${own}`, own)
    .filter(({ theirs }) => !mayUse(own, theirs))
    .map(({ where, theirs }) => `${where} may not use @airgraph/${theirs}`)
})

if (wrong.length > 0) {
  console.error(wrong.join('\n'))
  process.exit(1)
}
console.log(`layers: ${folders.length} packages, every import goes down`)
