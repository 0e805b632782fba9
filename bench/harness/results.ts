import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { datasetVersion, type Size, sizes } from '../dataset/workspaces.ts'
import type { Measured } from './measured.ts'

const folder = 'data/bench/results'
const fileOf = (size: Size, engine: string) => join(folder, `${size}-${engine}.json`)

export function keep(measured: Measured & { readonly size: Size }): void {
  mkdirSync(folder, { recursive: true })
  const file = fileOf(measured.size, measured.engine)
  writeFileSync(`${file}.half`, JSON.stringify(measured, null, 2))
  renameSync(`${file}.half`, file)
}

/** What was measured of it on an equal dataset of that size; `null` where nothing was. */
export function kept(size: Size, engine: string): Measured | null {
  try {
    const measured = JSON.parse(readFileSync(fileOf(size, engine), 'utf8')) as Measured
    return measured.datasetVersion === datasetVersion ? measured : null
  } catch {
    return null
  }
}

/** The size of a tenth. */
export const tenthOf = (size: Size): Size | null =>
  (Object.keys(sizes) as Size[]).find((other) => sizes[other] * 10 === sizes[size]) ?? null
