import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { makeOnce } from './making.ts'
import { datasetVersion, type Size } from './workspaces.ts'

/** What was made, as `dataset.json` says it. */
export interface Manifest {
  readonly version: number
  readonly size: Size
  /** How often every simulated contact is there, each time with ids of its own. */
  readonly lives: number
  readonly seconds: number
  readonly workspaces: readonly Record<string, string | number>[]
}

/** What a question is about, in one workspace of a dataset. */
export interface About {
  readonly campaign: string
  readonly contact: string
}

/** A simulated year as files: `events/` and `records/` as Airgraph has them, `star/` for SQL of one's own. */
export interface Dataset {
  readonly size: Size
  readonly folder: string
  readonly manifest: Manifest
  /** By workspace. */
  readonly abouts: Readonly<Record<string, About>>
}

/** The engines in a process stay there till its end, so each step has one of its own. */
const step = (file: string, ...args: readonly string[]) =>
  execFileSync(
    process.execPath,
    ['--no-warnings', join(import.meta.dirname, `${file}.ts`), ...args],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  )

const read = (folder: string, file: string): unknown =>
  JSON.parse(readFileSync(join(folder, file), 'utf8'))

/** Whether it was made by the same rules; what cannot be read was not. */
function isCurrent(folder: string) {
  try {
    return (read(folder, 'dataset.json') as Manifest).version === datasetVersion
  } catch {
    return false
  }
}

/** Makes what is not there yet. With `star`, also the tables that hand-written SQL reads. */
export function openDataset(
  size: Size,
  { star, root = 'data/bench' }: { readonly star: boolean; readonly root?: string },
): Dataset {
  const folder = resolve(root, size)
  if (existsSync(folder) && !isCurrent(folder)) rmSync(folder, { recursive: true })
  makeOnce(folder, (half) => {
    step('make', size, half)
    step('contacts', half)
    step('abouts', half)
  })
  if (star) makeOnce(join(folder, 'star'), (half) => makeStar(folder, half))
  return {
    size,
    folder,
    manifest: read(folder, 'dataset.json') as Manifest,
    abouts: read(folder, 'abouts.json') as Dataset['abouts'],
  }
}

function makeStar(folder: string, half: string) {
  const events = join(half, 'exported.parquet')
  step('export', folder, events)
  step('star', events, half)
  rmSync(events)
}
