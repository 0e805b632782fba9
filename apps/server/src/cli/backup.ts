import { resolve } from 'node:path'
import { postBackup } from '@airgraph/contract/installation.ts'
import { openPlace } from '@airgraph/store/events/archive/place.ts'
import { openEventStore } from '@airgraph/store/events/open.ts'
import { openRecords } from '@airgraph/store/records/open.ts'
import { Command } from 'commander'
import { ConfigError, readConfig } from '../config.ts'
import { claimDataFolder } from '../data-folder.ts'
import { restore } from '../flows/restore.ts'
import { eventsElsewhere } from '../routes/installation.ts'
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

export const restoreCommand = new Command('restore')
  .description('make an empty data folder (DATA_DIR) what it was at a backup')
  .argument('<dir>', 'the folder of the backup')
  .action(async (dir: string) => {
    const config = readConfig(process.env)
    if (!('dir' in config.events)) throw new ConfigError(eventsElsewhere)
    await using closing = new AsyncDisposableStack()
    closing.use(claimDataFolder(config.dataDir))
    const records = closing.use(await openRecords(config.records))
    const events = closing.use(await openEventStore(config.events))
    const place = config.archive && openPlace(config.archive)
    const restored = await restore({ events, records, place, dataDir: config.dataDir }, dir, say)
    say(
      `${count(restored.events)} events as of ${restored.madeAt} are in ${config.dataDir}. Start the server.`,
    )
    say(
      'Whoever was erased after that is in it again: erase them by their receipts (airgraph contact erase --receipt FILE).',
    )
  })
