import type { Reported } from '@airgraph/domain/event.ts'
import type { Result } from '@airgraph/domain/result.ts'

export interface RawRequest {
  readonly headers: Headers
  /** As it came: signatures are checked on these bytes. */
  readonly body: Uint8Array
  /** Stands in for the time of an event where the ESP gives none. */
  readonly receivedAt: Date
}

/** `too-old`: genuine, but signed so long ago (or so far ahead) that it may be a replay. */
export type Refusal = 'bad-signature' | 'too-old'

/** What one request told us. */
export interface Reading {
  readonly events: readonly Reported[]
  /** For each event, the place of the item that told of it: one item may tell of several. */
  readonly origins: readonly number[]
  /** Of a batch, what could not be read, by its place from 0; the rest is in `events`. */
  readonly refused: readonly { readonly index: number; readonly reason: string }[]
  /** To be fetched once by the caller: the ESP asks whether we want its events. The host has been checked. */
  readonly confirm?: URL
}

export interface Needs {
  readonly now: Date
  /** The PEM text at a URL whose host the ESP's reader has checked. The caller fetches, caches, and throws a `Failure`. */
  readonly certificate: (url: URL) => Promise<string>
}

/** What proves that a request is theirs, in words for a setup page. */
export interface Proof {
  readonly kind: 'signing-key' | 'public-key' | 'basic-auth' | 'certificate'
  /** Whether nothing is accepted until a secret is configured. Without one, the secret address is the proof. */
  readonly required: boolean
  readonly words: string
}

/** How somebody connects it, in words for a setup page. What it calls its buttons changes now and then. */
export interface Guide {
  /** In order. “The URL” is the one that we give them. */
  readonly steps: readonly string[]
  /** What to tick, as it is called there. */
  readonly events: readonly string[]
  /** Where a test is sent from. */
  readonly test: string
  /**
   * For a shell: reports one delivered message to airgraph-test@example.com as they would, without and with a secret;
   * `null` where nobody but they can. Holds '{url}', and '{secret}' in single quotes.
   */
  readonly command: { readonly open: string | null; readonly proven: string | null }
}

/** One email service provider. Adding one is a folder under `esp/` and a line in `esps`. */
export interface Esp {
  readonly name: string
  readonly title: string
  readonly guide: Guide
  readonly proof: Proof
  /** Several secrets are active while one is being replaced: any may match. */
  verify(
    request: RawRequest,
    secrets: readonly string[],
    needs: Needs,
  ): Promise<Result<void, Refusal>>
  /** Never throws. The error is what was expected of the body, for whoever reads the reply. */
  read(request: RawRequest): Result<Reading, string>
}

/** Secrets are pasted, often with a line break: no ESP's begins or ends with white space. */
export const defineEsp = <const E extends Esp>(esp: E): E => ({
  ...esp,
  verify: (request, secrets, needs) =>
    esp.verify(
      request,
      secrets.map((secret) => secret.trim()),
      needs,
    ),
})
