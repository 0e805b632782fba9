import type { MailEvent, Reported } from '@airgraph/domain/event.ts'
import type { EmailAddress, WorkspaceId } from '@airgraph/domain/ids.ts'

/** Who told us, and when. */
export interface Context {
  readonly workspaceId: WorkspaceId
  /** Name of the configured source, such as "api" or "sendgrid-1". */
  readonly source: string
  readonly receivedAt: Date
}

/** Another name of somebody who has one already. */
export interface Alias {
  readonly kind: 'address' | 'external-id'
  readonly value: string
}

/** The ids by which a source knows the person; both `null` where it named nobody. */
export interface Identity {
  readonly address: EmailAddress | null
  readonly externalId: string | null
  readonly alias?: Alias | null
}

/** An event in our words, of a person not yet looked up: `contactId` and `engagement` are still `null`. */
export interface Normalised {
  readonly event: MailEvent
  readonly identity: Identity
}

export interface Draft extends Normalised {
  readonly reported: Reported
  readonly context: Context
}

export type DropReason =
  | 'no-source-id'
  | 'unreadable-time'
  | 'from-the-future'
  | 'too-old'
  | 'unreadable-address'
  | 'nobody'
  | 'id-too-long'
  | 'unreadable-money'

/** What a step found out. */
export interface Found {
  readonly event?: Partial<MailEvent>
  readonly identity?: Identity
}

/** What it found, to be added to the draft; or the reason to drop the event. */
export type Step = (draft: Draft) => Found | DropReason

export const nothing: Found = {}
