import { postAsk } from '@airgraph/contract/ask.ts'
import { eraseContact, listContacts } from '@airgraph/contract/contacts.ts'
import { getStorage, postBackup } from '@airgraph/contract/installation.ts'
import { createKey, listKeys, revokeKey } from '@airgraph/contract/keys.ts'
import { getLive } from '@airgraph/contract/live.ts'
import { listReasons } from '@airgraph/contract/reasons.ts'
import { listRecipients } from '@airgraph/contract/recipients.ts'
import { getRejudge, postRejudge } from '@airgraph/contract/rejudge.ts'
import { addSourceSecret, createSource, listSources } from '@airgraph/contract/sources.ts'
import { createWorkspace, getWorkspace, listWorkspaces } from '@airgraph/contract/workspaces.ts'
import { type Millis, minutes } from '@airgraph/domain/units.ts'
import type { Hub } from '@airgraph/live/hub.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { createAsk } from '../flows/ask.ts'
import { createErase } from '../flows/erase.ts'
import { createFindContact } from '../flows/find-contact.ts'
import { createListContacts } from '../flows/list-contacts.ts'
import { createListReasons } from '../flows/list-reasons.ts'
import { createListRecipients } from '../flows/list-recipients.ts'
import type { Progress } from '../flows/progress.ts'
import { createReadStorage } from '../flows/storage.ts'
import type { Jobs } from '../jobs.ts'
import { askRoutes } from '../routes/ask.ts'
import { campaignRoutes } from '../routes/campaigns.ts'
import { contactRoutes } from '../routes/contacts.ts'
import { installationRoutes } from '../routes/installation.ts'
import { keyRoutes } from '../routes/keys.ts'
import { liveRoutes } from '../routes/live.ts'
import { rejudgeRoutes } from '../routes/rejudge.ts'
import { sourceRoutes } from '../routes/sources.ts'
import { workspaceRoutes } from '../routes/workspaces.ts'

interface Needs {
  readonly events: EventStore
  readonly records: Records
  readonly jobs: Jobs
  readonly hub: Hub
  readonly progress: Progress
  /** Fires when the server is about to close. */
  readonly stopping: AbortSignal
  readonly patience?: Millis | undefined
  /** Where the embedded engines keep their files; `null` where the stores are elsewhere. */
  readonly dataDir: string | null
}

/** Erasing and backing up wait until everything is where it belongs. */
const longestWait = minutes(10)

export const webEndpoints = [
  postAsk,
  getWorkspace,
  createWorkspace,
  listWorkspaces,
  createSource,
  listSources,
  addSourceSecret,
  createKey,
  listKeys,
  revokeKey,
  listContacts,
  eraseContact,
  listRecipients,
  listReasons,
  postRejudge,
  getRejudge,
  getLive,
  postBackup,
  getStorage,
]

/** The page's files and the API's reference, which are no endpoints. */
export const webPaths = ['/', '/docs', '/openapi.json'] as const

/** Questions, settings and the live stream. */
export function webRoutes({
  events,
  records,
  jobs,
  hub,
  progress,
  stopping,
  patience,
  dataDir,
}: Needs) {
  const findContact = createFindContact(records)
  const folder = { caughtUp: () => progress.caughtUp(longestWait) }
  return [
    ...askRoutes({
      ask: createAsk({
        events,
        records,
        findContact,
        settler: progress,
        ...(patience && { patience }),
      }),
    }),
    ...workspaceRoutes({ events, records }),
    ...sourceRoutes({ records }),
    ...keyRoutes({ records }),
    ...contactRoutes({
      erase: createErase({ events, folder, records }),
      findContact,
      listContacts: createListContacts({ events, records, findContact }),
    }),
    ...campaignRoutes({
      listRecipients: createListRecipients({ events, records }),
      listReasons: createListReasons({ events, records }),
    }),
    ...rejudgeRoutes({ jobs }),
    ...installationRoutes({
      events,
      records,
      folder,
      readStorage: createReadStorage({ events, records, dataDir }),
      isHere: dataDir !== null,
    }),
    ...liveRoutes({ hub, stopping }),
  ]
}
