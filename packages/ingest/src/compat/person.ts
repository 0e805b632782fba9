import type { Reported } from '@airgraph/domain/event.ts'
import { readAddress } from '../address.ts'

/** What a client calls somebody. */
export interface Names {
  readonly id?: string | undefined
  /** Of this very person: among their traits, not merely somewhere in an event. */
  readonly email?: string | undefined
  /** Another id of theirs, which they say is the same person. */
  readonly alias?: string | undefined
}

export type Person = Pick<Reported, 'recipient' | 'externalId' | 'alias'>

/** What programs send when they do not know who it is. As an id it would make one person of all who are unknown. */
const words =
  '0 -1 null nil none nan undefined n/a na true false {} [] "" \'\' "undefined" "null" ' +
  'anonymous anon guest unknown user visitor not_authenticated test ' +
  'id userid user_id distinctid distinct_id email anonymousid'
const nobody = new Set(['', '[object object]', ...words.split(' ')])

/** Ids that are addresses are addresses, so that the person is the one whom the ESP knows. */
export function personOf(names: Names): Person {
  const [id, email, alias] = [names.id, names.email, names.alias].map(named)
  if (!isAddress(id)) return { recipient: email, externalId: id, alias }
  return { recipient: id, alias: alias ?? (email === id ? undefined : email) }
}

const named = (id: string | undefined) =>
  id === undefined || nobody.has(id.trim().toLowerCase()) ? undefined : id.trim()

const isAddress = (id: string | undefined): id is string => id !== undefined && readAddress(id).ok
