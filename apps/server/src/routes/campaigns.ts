import { listReasons } from '@airgraph/contract/reasons.ts'
import { listRecipients } from '@airgraph/contract/recipients.ts'
import type { ListReasons } from '../flows/list-reasons.ts'
import type { ListRecipients } from '../flows/list-recipients.ts'
import { handle, reply } from '../http/handle.ts'

interface Needs {
  readonly listRecipients: ListRecipients
  readonly listReasons: ListReasons
}

export const campaignRoutes = ({ listRecipients: recipients, listReasons: reasons }: Needs) => [
  handle(listRecipients, async ({ workspaceId, query, signal }) =>
    reply(200, await recipients(workspaceId, query, signal)),
  ),
  handle(listReasons, async ({ workspaceId, query, signal }) =>
    reply(200, await reasons(workspaceId, query, signal)),
  ),
]
