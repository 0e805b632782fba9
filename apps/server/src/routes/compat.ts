import { type compatEndpoint, compatEndpoints } from '@airgraph/contract/compat.ts'
import { mostBytes, mostEvents } from '@airgraph/contract/events.ts'
import { Failure } from '@airgraph/domain/failure.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { Compat } from '@airgraph/ingest/compat.ts'
import { type CompatName, compats } from '@airgraph/ingest/compats.ts'
import type { createTake } from '../flows/take.ts'
import { unpacked } from '../http/body.ts'
import { type Call, handle, reply, type Route } from '../http/handle.ts'
import type { FindPrincipal } from '../http/authenticate.ts'
import { admitted } from '../http/principal.ts'
import { problem } from '../http/problem.ts'

interface Needs {
  readonly take: ReturnType<typeof createTake>
  readonly findPrincipal: FindPrincipal
}

type CompatEndpoint = ReturnType<typeof compatEndpoint>

/** The compiler insists on endpoints for every client that is listed. */
const endpointsOf: Readonly<Record<CompatName, readonly CompatEndpoint[]>> = compatEndpoints

export const compatRoutes = (needs: Needs): readonly Route[] =>
  compats.flatMap((compat) =>
    endpointsOf[compat.name].map((endpoint) =>
      handle(endpoint, (call) => answer(compat, endpoint, call, needs)),
    ),
  )

async function answer(
  compat: Compat,
  { path, scope, role }: CompatEndpoint,
  { workspaceId, bytes, headers, search }: Call<CompatEndpoint>,
  { take, findPrincipal }: Needs,
) {
  const receivedAt = new Date()
  const body = await unzipped(bytes)
  const opened = compat.open({ path, query: search, headers, body, receivedAt })
  if (!opened.ok) return refusal(`The body cannot be read: ${opened.error}.`)
  const envelope = opened.value
  if (envelope.size > mostEvents)
    throw new Failure(
      'too-large',
      `${envelope.size} events in one request: send at most ${mostEvents}.`,
    )
  const caller = workspaceId || (await callerOf(envelope.key))
  const { accepted, refused } = await take(compat, envelope, caller, receivedAt)
  if (accepted === 0 && refused.length > 0)
    return refusal(refused.map(({ index, reason }) => `Event ${index}: ${reason}.`).join(' '))
  return reply(200, { ...compat.thanks(path), accepted, refused })

  async function callerOf(key: string | null): Promise<WorkspaceId> {
    return admitted(key === null ? null : await findPrincipal(key), { scope, role })
  }
}

/** Some clients zip a body and say so in the address, or nowhere. */
const unzipped = (bytes: Uint8Array) =>
  bytes[0] === 0x1f && bytes[1] === 0x8b ? unpacked(bytes, 'gzip', mostBytes) : bytes

const longestDetail = 2_000

/** Both clients know 400 as “do not send this again”. */
const refusal = (detail: string) =>
  reply(400, { ...problem('invalid', detail.slice(0, longestDetail)), status: 400 })
