import { createHmac } from 'node:crypto'
import type { ContactId, EmailAddress, WorkspaceId } from '@airgraph/domain/ids.ts'
import { LRUCache } from 'lru-cache'

/** By what a source named a person. With several names, it says that they are one. */
export interface Identity {
  readonly address: EmailAddress | null
  readonly externalId: string | null
  /** Another name of whoever has one of the first two; alone it names nobody. */
  readonly alias?: { readonly kind: IdentityKind; readonly value: string } | null
}

export type IdentityKind = 'address' | 'external-id'

/**
 * The id that an address or an external id has on its own, before anything links it to another. Keyed by a secret of
 * this installation, so that whoever sees the id cannot find the address by trying.
 */
export function createIdentifier(secret: string) {
  const cache = new LRUCache<string, ContactId>({ max: 200_000 })
  return (workspaceId: WorkspaceId, kind: IdentityKind, value: string): ContactId => {
    const text = `${workspaceId}\n${kind}\n${value}`
    const known = cache.get(text)
    if (known !== undefined) return known
    const id = uuid(createHmac('sha256', secret).update(text).digest())
    cache.set(text, id)
    return id
  }
}

/** RFC 9562 version 8: the bits are ours. */
function uuid(bytes: Buffer): ContactId {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex', 0, 16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-') as ContactId
}
