import type { Result } from '@airgraph/domain/result.ts'
import type { Reading } from './esp.ts'

export interface CompatRequest {
  /** Without a slash at its end, such as "/v1/track". */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Headers
  /** Unzipped. */
  readonly body: Uint8Array
  readonly receivedAt: Date
}

/** A request whose events have not been looked at yet: first somebody has to know whose key it is. */
export interface Envelope {
  /** `null` where the body carries none. */
  readonly key: string | null
  /** How many items it holds. */
  readonly size: number
  /**
   * The items from `from` to before `to`, whose places count from `from`: all at once keep everyone else waiting.
   * Never throws. `currency` is the workspace's, for amounts that name none.
   */
  read(currency: string, from: number, to: number): Reading
}

/**
 * The client library of another product, which teams have in their code already and only point here. Adding one is a
 * folder under `compat/` and a line in `compats`.
 */
export interface Compat {
  readonly name: string
  readonly title: string
  /** Never throws. The error is what was expected of the body. */
  open(request: CompatRequest): Result<Envelope, string>
  /** What the client wants to hear when its events have been taken. */
  thanks(path: string): { readonly status: 1 | 'Ok' } | { readonly success: true }
}

export const defineCompat = <const C extends Compat>(compat: C): C => compat
