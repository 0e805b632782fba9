import { postAsk } from '@airgraph/contract/ask.ts'
import type { Ask } from '../flows/ask.ts'
import { handle, reply } from '../http/handle.ts'

export const askRoutes = ({ ask }: { readonly ask: Ask }) => [
  handle(postAsk, async ({ workspaceId, body, signal }) =>
    reply(200, await ask(workspaceId, body, signal)),
  ),
]
