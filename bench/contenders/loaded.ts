import { readFileSync, writeFileSync } from 'node:fs'
import { timed } from '../figures.ts'

const read = (file: string): number | null => {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { readonly seconds: number }).seconds
  } catch {
    return null
  }
}

/** Does it unless `file` says that it was done; seconds that it took. What was stopped half-way is done again. */
export async function loadOnce(file: string, load: () => Promise<void>): Promise<number> {
  const before = read(file)
  if (before !== null) return before
  const { milliseconds } = await timed(load)
  writeFileSync(file, JSON.stringify({ seconds: milliseconds / 1_000 }))
  return milliseconds / 1_000
}
