import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What its files take on the disk, in bytes; a file that is there twice by hard links counts once. */
export async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const stats = await Promise.all(
    files.map(({ parentPath, name }) => stat(join(parentPath, name)).catch(() => null)),
  )
  const known = new Map(stats.flatMap((one) => (one ? [[one.ino, one.blocks * 512]] : [])))
  return known.values().reduce((sum, bytes) => sum + bytes, 0)
}
