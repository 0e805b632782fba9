/** Fails when a workspace package uses one that stands beside or above it. The table is the architecture. */
import { globSync, readFileSync } from 'node:fs'

const layers = [
  ['domain'],
  ['sql'],
  ['contract', 'ingest', 'engagement', 'analytics', 'simulate'],
  ['store', 'live'],
  ['server', 'dashboard'],
] as const
/** Of what lies below it may use only this: the rest would bring a server's libraries into the page. */
const parts: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  dashboard: { ingest: /^files\/(?!import-file|import-export|open-table|bytes|parquet)/ },
}
/** Below its rank, yet it may use nothing but these: it must not know what it will be measured by. */
const only: Readonly<Record<string, readonly string[]>> = { simulate: ['domain'] }

const rank = new Map<string, number>(
  layers.flatMap((names, i) => names.map((n) => [n, i] as const)),
)
const folders = globSync('{packages,apps}/*/package.json').map((file) =>
  file.split('/').slice(0, 2),
)

/** Tests may try a package on the real thing one layer up; what is shipped may not know of it. */
const isTest = (file: string) => /(\.test\.tsx?|\/testing\.ts)$/.test(file)

const mayUse = (mine: string, theirs: string, inTest = false) => {
  if (mine === theirs) return true
  const up = (rank.get(theirs) ?? Infinity) - (rank.get(mine) ?? -1)
  return (up < 0 && (only[mine]?.includes(theirs) ?? true)) || (inTest && up === 1)
}

const mayUsePart = (mine: string, theirs: string, part: string) =>
  parts[mine]?.[theirs]?.test(part) ?? true

const usedBy = (folder: string, own: string) => {
  const sources = globSync(`${folder}/**/*.{ts,tsx}`, {
    exclude: ['**/node_modules/**', '**/dist/**'],
  })
  const imported = sources.flatMap((file) =>
    readFileSync(file, 'utf8')
      .matchAll(/(?:from|import)\s*\(?\s*'@airgraph\/([a-z-]+)\/?([^']*)/g)
      .map((match) => ({
        file,
        theirs: match[1] ?? '',
        part: match[2] ?? '',
        inTest: isTest(file),
      }))
      .toArray(),
  )
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(`${folder}/package.json`, 'utf8'),
  )
  const ours = (names: object) =>
    Object.keys(names)
      .filter((name) => name.startsWith('@airgraph/'))
      .map((name) => name.slice('@airgraph/'.length))
  const [declared, declaredForTests] = [ours(dependencies), ours(devDependencies)]
  const isDeclared = (theirs: string) => [...declared, ...declaredForTests].includes(theirs)
  return [
    ...imported.map(({ file, theirs, inTest }) => ({ where: file, theirs, inTest })),
    ...imported
      .filter(({ theirs, part, inTest }) => !inTest && !mayUsePart(own, theirs, part))
      .map(({ file, theirs, part }) => ({
        where: file,
        theirs: `${theirs}/${part}`,
        inTest: false,
      })),
    ...declared.map((theirs) => ({ where: `${folder}/package.json`, theirs, inTest: false })),
    ...declaredForTests.map((theirs) => ({
      where: `${folder}/package.json`,
      theirs,
      inTest: true,
    })),
    ...imported
      .filter(({ theirs }) => theirs !== own && !isDeclared(theirs))
      .map(({ file, theirs }) => ({
        where: `${file} (undeclared)`,
        theirs: `${theirs}?`,
        inTest: false,
      })),
  ]
}

const wrong = folders.flatMap(([kind, own = '']) => {
  if (!rank.has(own)) return [`${own} has no layer: add it to scripts/check-layers.ts`]
  return usedBy(`${kind}/${own}`, own)
    .filter(({ theirs, inTest }) => !mayUse(own, theirs, inTest))
    .map(({ where, theirs }) => `${where} may not use @airgraph/${theirs}`)
})

if (wrong.length > 0) {
  console.error(wrong.join('\n'))
  process.exit(1)
}
console.log(`layers: ${folders.length} packages, every import goes down`)
