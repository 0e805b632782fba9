import { getStorage, postBackup } from '@airgraph/contract/installation.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { backup } from '../flows/backup.ts'
import type { ReadStorage } from '../flows/storage.ts'
import { handle, reply } from '../http/handle.ts'

interface Needs {
  readonly events: EventStore
  readonly records: Records
  readonly folder: { caughtUp(): Promise<void> }
  readonly readStorage: ReadStorage
}

export const installationRoutes = ({ events, records, folder, readStorage }: Needs) => [
  handle(postBackup, async ({ body: { dir } }) => {
    const { files, ...manifest } = await backup({ events, records }, folder, dir)
    return reply(201, { ...manifest, files: [...files] })
  }),
  handle(getStorage, async ({ query: { pricePerGigabyteMonth } }) =>
    reply(200, await readStorage(pricePerGigabyteMonth, new Date())),
  ),
]
