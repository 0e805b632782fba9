import type { EmailAddress } from '@airgraph/domain/ids.ts'
import { readAddress } from '../address.ts'
import type { Alias, Step } from './step.ts'
import { readId } from './text.ts'

/**
 * An address that cannot be read may be dropped only while nothing else says who it was. An event of a kind that
 * we do not know is kept whoever it was about: it may not be about a person.
 */
export const who: Step = ({ reported }) => {
  const { recipient, externalId: id, kind } = reported
  const externalId = readId(id?.trim())
  const alias = aliasIn(reported.alias?.trim())
  if (externalId === false || alias === false) return 'id-too-long'
  const address = addressIn(recipient)
  if (externalId === null && kind !== 'unknown') {
    if (address === null) return 'unreadable-address'
    if (address === undefined) return 'nobody'
  }
  const identity = { address: address ?? null, externalId }
  return { identity: alias === null ? identity : { ...identity, alias } }
}

/** An address by its shape, else an id. */
function aliasIn(text: string | undefined): Alias | null | false {
  const address = addressIn(text)
  if (address) return { kind: 'address', value: address }
  const id = readId(text)
  return typeof id === 'string' ? { kind: 'external-id', value: id } : id
}

/** `null` where there is one that cannot be read, `undefined` where there is none. */
function addressIn(recipient: string | undefined): EmailAddress | null | undefined {
  if (recipient === undefined || recipient.trim() === '') return undefined
  const address = readAddress(recipient)
  return address.ok ? address.value : null
}
