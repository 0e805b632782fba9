import type { Brand } from './brand.ts'

/** The tenant's short name, such as "sample". Part of every key in both stores. */
export type WorkspaceId = Brand<string, 'WorkspaceId'>
/** UUID. Equal for the same event however often it arrives. */
export type EventId = Brand<string, 'EventId'>
/** UUID. One person across addresses and external ids. */
export type ContactId = Brand<string, 'ContactId'>
/** Normalised: lower case, IDN as punycode, plus-tags kept. */
export type EmailAddress = Brand<string, 'EmailAddress'>
