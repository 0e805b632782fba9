import { getStorage, postBackup } from '@airgraph/contract/installation.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { Place } from '@airgraph/store/events/archive/place.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { backup } from '../flows/backup.ts'
import type { BackupManifest } from '../flows/backup-folder.ts'
import type { ReadStorage } from '../flows/storage.ts'
import { handle, reply } from '../http/handle.ts'

interface Needs {
  readonly events: EventStore
  readonly records: Records
  readonly place: Place | null
  readonly folder: { caughtUp(): Promise<void> }
  readonly readStorage: ReadStorage
  /** Where the embedded engines keep their files; `null` where the event engine does not write where this process can read. */
  readonly dataDir: string | null
}

export const eventsElsewhere =
  'The events are in a ClickHouse elsewhere: back that up by its own BACKUP, together with the PostgreSQL. This command is for the embedded engines.'

const inShort = ({ months, place, included }: NonNullable<BackupManifest['archive']>) => ({
  months,
  place,
  included,
})

export const installationRoutes = ({
  events,
  records,
  place,
  folder,
  readStorage,
  dataDir,
}: Needs) => [
  handle(postBackup, async ({ body: { dir } }) => {
    if (dataDir === null) throw new Failure('conflict', eventsElsewhere)
    const { files, archive, ...manifest } = await backup(
      { events, records, place, dataDir },
      folder,
      dir,
    )
    return reply(201, {
      ...manifest,
      ...(archive && { archive: inShort(archive) }),
      files: [...files],
    })
  }),
  handle(getStorage, async ({ query: { pricePerGigabyteMonth, coldPricePerGigabyteMonth } }) =>
    reply(200, await readStorage(pricePerGigabyteMonth, coldPricePerGigabyteMonth, new Date())),
  ),
]
