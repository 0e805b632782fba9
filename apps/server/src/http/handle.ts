import type { BodyOf, Endpoint, ParamsOf, QueryOf, ReplyOf } from '@airgraph/contract/endpoint.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import type { Client } from './client.ts'
import type { Principal } from './principal.ts'

export interface Call<E extends Endpoint> {
  /** Empty on `open` endpoints, where the key is in the body, and where a person is in none. */
  readonly workspaceId: WorkspaceId
  /** `null` on `open` endpoints where nobody is signed in, and where the key is in the body. */
  readonly principal: Principal | null
  readonly client: Client
  readonly params: ParamsOf<E>
  readonly query: QueryOf<E>
  /** The query as it came, of an endpoint that declares none. */
  readonly search: URLSearchParams
  readonly body: BodyOf<E>
  /** Unpacked; empty unless the endpoint reads its body itself. */
  readonly bytes: Uint8Array
  readonly headers: Headers
  /** Fires when the client goes away. */
  readonly signal: AbortSignal
}

export interface Route {
  readonly endpoint: Endpoint
  run(call: Call<Endpoint>): Promise<Reply>
}

interface Reply {
  readonly status: number
  readonly body: unknown
  /** JSON where absent. */
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string | string[]>>
}

/** A handler may answer only what its endpoint declares. */
export const handle = <const E extends Endpoint>(
  endpoint: E,
  run: (call: Call<E>) => Promise<ReplyOf<E> & Pick<Reply, 'contentType' | 'headers'>>,
): Route => ({ endpoint, run })

export const reply = <const S extends number, B>(status: S, body: B) => ({ status, body })
