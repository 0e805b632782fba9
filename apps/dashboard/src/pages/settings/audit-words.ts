import type { AuditEntry } from '@airgraph/contract/audit.ts'

/** What was done, in words. What a newer server says stays as it says it. */
export const actionWords: Readonly<Record<string, string>> = {
  'workspace.created': 'made the workspace',
  'workspace.changed': 'changed settings',
  'workspace.transferred': 'gave the workspace away',
  'workspace.deletion-asked': 'asked to delete the workspace',
  'workspace.restored': 'kept the workspace',
  'workspace.logo-set': 'set the logo',
  'workspace.logo-removed': 'took the logo away',
  'invitation.sent': 'invited',
  'invitation.sent-again': 'invited again',
  'invitation.link-made': 'made a new link of an invitation',
  'invitation.revoked': 'took an invitation back',
  'invitation.accepted': 'accepted an invitation',
  'member.role-changed': 'changed a role',
  'member.removed': 'took somebody out, or left',
  'agency.removed': 'ended what an agency may do',
  'key.created': 'made an API key',
  'key.rotated': 'made a new secret for a key',
  'key.revoked': 'revoked an API key',
  'source.created': 'connected a source',
  'source.deleted': 'removed a source',
  'source.secret-added': 'added a secret to a source',
  'source.url-rotated': 'gave a source a new address',
  'contact.erased': 'erased a contact',
  'history.rejudged': 'judged the history again',
  'person.password-reset': 'reset a password',
  'person.email-change-asked': 'asked for another address to sign in with',
  'person.email-change-cancelled': 'kept the address after all',
  'person.email-changed': 'signs in with another address',
  'sample.removed': 'removed the sample',
}

interface Change {
  readonly name: string
  readonly before: string | null
  readonly after: string | null
}

const names: Readonly<Record<string, string>> = {
  timeZone: 'time zone',
  weekStart: 'week begins on',
  deletesAt: 'is deleted at',
  logoUrl: 'logo',
  primaryColour: 'main colour',
  accentColour: 'second colour',
  agencyId: 'agency',
  expiresAt: 'ends at',
}

/** Values as a person reads them; a brand by its parts. `said`: what stands for an id or a moment. */
export function changesOf(
  { before, after }: Pick<AuditEntry, 'before' | 'after'>,
  said: (value: string) => string = (value) => value,
): readonly Change[] {
  const [was, is] = [flat(before ?? {}), flat(after ?? {})]
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) => {
    const [old, now] = [was[name] ?? null, is[name] ?? null]
    const shown = (value: string | null) => value && said(value)
    return old === now ? [] : [{ name: names[name] ?? name, before: shown(old), after: shown(now) }]
  })
}

const flat = (values: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (Object.prototype.toString.call(value) === '[object Object]')
        return Object.entries(flat(value as object))
      return value === null || value === undefined ? [] : [[name, inWords(value)]]
    }),
  )

const inWords = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map(inWords).join(', ')
  return String(value)
}
