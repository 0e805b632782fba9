import { openPlace } from '@airgraph/store/events/archive/place.ts'
import { openEventStore } from '@airgraph/store/events/open.ts'
import { openRecords } from '@airgraph/store/records/open.ts'
import { Command } from 'commander'
import { ConfigError, readConfig } from '../config.ts'
import { claimDataFolder } from '../data-folder.ts'
import { restore } from '../flows/restore.ts'
import { eventsElsewhere } from '../routes/installation.ts'
import { count } from './figures.ts'
import { say } from './print.ts'

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
