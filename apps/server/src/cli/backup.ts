import { resolve } from 'node:path'
import { postBackup } from '@airgraph/contract/installation.ts'
import { Command } from 'commander'
import { count, megabytes } from './figures.ts'
import { print, say } from './print.ts'
import { withApi } from './with-api.ts'

export const backupCommand = new Command('backup')
  .description('write the whole installation into an empty folder, while it works')
  .argument('<dir>', 'a folder of its own, on the server’s machine')
  .action(async (dir: string) => {
    const { events, seq, files, archive } = await withApi(undefined, (api) =>
      api(postBackup, { body: { dir: resolve(dir) } }),
    )
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    print(resolve(dir))
    say(`${count(events)} events up to ${seq}, in ${files.length} files of ${megabytes(bytes)}.`)
    if (archive)
      say(
        archive.included
          ? `${archive.months} archived months are in it.`
          : `${archive.months} archived months are not in it: keep what lies at ${archive.place} safe, and make another backup after an erasure: it writes files anew, and the old ones go.`,
      )
  })
