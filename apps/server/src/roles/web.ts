import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Millis, minutes } from '@airgraph/domain/units.ts'
import type { Hub } from '@airgraph/live/hub.ts'
import type { EventStore } from '@airgraph/store/events/event-store.ts'
import type { EventLog } from '@airgraph/store/log/event-log.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Accounts } from '../accounts/accounts.ts'
import { createAccept } from '../flows/accept.ts'
import type { Archives } from '../flows/archives.ts'
import { createAsk } from '../flows/ask.ts'
import { createErase } from '../flows/erase.ts'
import { createFindContact } from '../flows/find-contact.ts'
import { createNote } from '../flows/note.ts'
import { createNoteOfPerson } from '../flows/note-of-person.ts'
import { createListContacts } from '../flows/list-contacts.ts'
import { createListReasons } from '../flows/list-reasons.ts'
import { createListRecipients } from '../flows/list-recipients.ts'
import type { Progress } from '../flows/progress.ts'
import { createSetUp } from '../flows/set-up.ts'
import { createRetain } from '../flows/retain.ts'
import { createReadStorage } from '../flows/storage.ts'
import type { Jobs } from '../jobs.ts'
import { archiveRoutes } from '../routes/archives.ts'
import { askRoutes } from '../routes/ask.ts'
import { auditRoutes } from '../routes/audit.ts'
import { campaignHtmlRoutes } from '../routes/campaign-html.ts'
import { campaignRoutes } from '../routes/campaigns.ts'
import { contactRoutes } from '../routes/contacts.ts'
import { emailChangeRoutes } from '../routes/email-change.ts'
import { installationRoutes } from '../routes/installation.ts'
import { invitationRoutes } from '../routes/invitations.ts'
import { keyRoutes } from '../routes/keys.ts'
import { liveRoutes } from '../routes/live.ts'
import { logoRoutes } from '../routes/logos.ts'
import { memberRoutes } from '../routes/members.ts'
import { meRoutes } from '../routes/me.ts'
import { peopleRoutes } from '../routes/people.ts'
import { rejudgeRoutes } from '../routes/rejudge.ts'
import { signInRoutes } from '../routes/sign-in.ts'
import { retentionRoutes } from '../routes/retention.ts'
import { sourceRoutes } from '../routes/sources.ts'
import { viewRoutes } from '../routes/views.ts'
import { workspaceRoutes } from '../routes/workspaces.ts'

interface Needs {
  readonly events: EventStore
  readonly records: Records
  readonly eventLog: EventLog | null
  readonly archives: Archives
  readonly jobs: Jobs
  readonly hub: Hub
  readonly progress: Progress
  readonly accounts: Accounts
  readonly operatorToken: string
  /** What is shown to who is not signed in. */
  readonly openWorkspace: () => Promise<WorkspaceId | null>
  /** Fires when the server is about to close. */
  readonly stopping: AbortSignal
  readonly patience?: Millis | undefined
  /** Where the embedded engines keep their files; `null` where the stores are elsewhere. */
  readonly dataDir: string | null
}

/** Erasing and backing up wait until everything is where it belongs. */
const longestWait = minutes(10)

/** Questions, settings and the live stream. */
export function webRoutes({
  events,
  records,
  eventLog,
  archives,
  jobs,
  hub,
  progress,
  accounts,
  operatorToken,
  openWorkspace,
  stopping,
  patience,
  dataDir,
}: Needs) {
  const note = createNote(records)
  const noteOfPerson = createNoteOfPerson({ records, note })
  const findContact = createFindContact(records)
  const folder = {
    async caughtUp() {
      await events.allCommitted(AbortSignal.timeout(longestWait))
      await progress.caughtUp(longestWait)
    },
  }
  return [
    ...askRoutes({
      ask: createAsk({
        events,
        records,
        findContact,
        archives,
        settler: progress,
        ...(patience && { patience }),
      }),
    }),
    ...meRoutes({
      records,
      accounts,
      setUp: createSetUp({ records, accounts, operatorToken }),
      openWorkspace,
      note,
    }),
    ...emailChangeRoutes({ records, accounts, noteOfPerson }),
    ...signInRoutes({ records, accounts }),
    ...workspaceRoutes({ events, records, jobs, note }),
    ...logoRoutes({ records, note }),
    ...memberRoutes({ records, note }),
    ...invitationRoutes({ records, accounts, accept: createAccept({ records, accounts }), note }),
    ...viewRoutes({ records }),
    ...auditRoutes({ records }),
    ...peopleRoutes({ records, accounts, noteOfPerson }),
    ...sourceRoutes({ events, records, note }),
    ...keyRoutes({ records, note }),
    ...contactRoutes({
      erase: createErase({ events, folder, archives, records, hasLog: eventLog !== null }),
      findContact,
      listContacts: createListContacts({ events, records, findContact }),
      note,
    }),
    ...campaignRoutes({
      listRecipients: createListRecipients({ events, records, archives }),
      listReasons: createListReasons({ events, records, archives }),
    }),
    ...campaignHtmlRoutes({ records, note }),
    ...rejudgeRoutes({ jobs, note }),
    ...archiveRoutes({ archives, jobs, note }),
    ...retentionRoutes({
      records,
      retain: createRetain({ events, records, archives }),
      jobs,
      note,
    }),
    ...installationRoutes({
      events,
      records,
      place: archives.place,
      folder,
      readStorage: createReadStorage({
        events,
        records,
        eventLog,
        place: archives.place,
        jobs,
        dataDir,
      }),
      dataDir,
    }),
    ...liveRoutes({ hub, stopping }),
  ]
}
