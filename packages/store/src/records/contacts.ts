import type { ContactId, WorkspaceId } from '@airgraph/domain/ids.ts'
import { type Kysely, type Selectable, sql } from 'kysely'
import { openContactSearch } from './contact-search.ts'
import { createIdentifier, type Identity, type IdentityKind } from './identity.ts'
import { installationSecret } from './installation-secret.ts'
import { createLinks, type Link } from './links.ts'
import type { Notices } from './notices.ts'
import type { Tables } from './schema.ts'
import { createWriteLinks, fromLine } from './write-links.ts'
import { createWriteNames, type Known } from './write-names.ts'

/** What somebody may be called; each of them may be enough. */
export interface Named extends Identity {
  readonly contactId: ContactId | null
}

interface Needs {
  readonly db: Kysely<Tables>
  readonly notices: Notices
  /** Whether other processes may remember people too. */
  readonly isShared: boolean
}

/** A minute has gone by since, and it is worth looking again. */
const movedEarly = sql<boolean>`(
  linked_at > now() - interval '1 hour' AND linked_at < now() - interval '1 minute'
  AND moved_at < linked_at + interval '1 minute')`

/**
 * Who is who. An address is kept here and nowhere else; events carry the contact's id.
 *
 * First `remember`, then ask whose each is without awaiting anything between it and the append: a link that another
 * request makes meanwhile is then either seen here, or finds the event already on its way.
 */
export async function openContacts({ db, notices, isShared }: Needs) {
  const identify = createIdentifier(await installationSecret(db))
  const links = createLinks()
  const writeNames = createWriteNames(db)
  const writeLinks = createWriteLinks(db)
  const findNames = await openContactSearch(db)
  /** Who asked to be forgotten. */
  const erased = new Set<string>()
  const join = (link: Link) => links.join(link.workspaceId, link.from, link.into)
  const load = async () => {
    for (const row of await db.selectFrom('contact_links').selectAll().execute()) join(fromRow(row))
    for (const row of await db
      .selectFrom('contact_identities')
      .select(['workspace_id', 'identity_id'])
      .where('erased_at', 'is not', null)
      .execute())
      erased.add(`${row.workspace_id}/${row.identity_id}`)
  }
  await notices.listen('links', {
    heard: (text) => text.split('\n').map(fromLine).forEach(join),
    missed: load,
  })
  await notices.listen('erased', {
    heard: (text) => text.split('\n').forEach((one) => erased.add(one)),
    missed: load,
  })
  await load()

  const oneKnown = (workspaceId: WorkspaceId, kind: IdentityKind, value: string | null): Known[] =>
    value === null ? [] : [{ id: identify(workspaceId, kind, value), kind, value }]

  const knownBy = (workspaceId: WorkspaceId, { address, externalId, alias }: Identity): Known[] => {
    const names = [
      ...oneKnown(workspaceId, 'address', address),
      ...oneKnown(workspaceId, 'external-id', externalId),
    ]
    if (names.length === 0 || !alias) return names
    return [...names, ...oneKnown(workspaceId, alias.kind, alias.value)]
  }

  /**
   * Whose events are to be moved because of this link: not of its two ends alone, for two processes may have linked one id
   * to two others, which makes those one person that no link names.
   */
  const astray = ({ workspaceId, from }: Link): readonly Link[] => {
    const into = links.find(workspaceId, from)
    return links.membersOf(workspaceId, into).map((id) => ({ workspaceId, from: id, into }))
  }

  return {
    /**
     * Resolves when these people, and that they are one where one event named several ids, are on the disk; with whose
     * the identity at a position is, which may change whenever something is awaited.
     */
    async remember(workspaceId: WorkspaceId, identities: readonly Identity[]) {
      const people = identities.map((identity) => knownBy(workspaceId, identity))
      await writeNames(workspaceId, people.flat())
      await writeLinks(
        people.flatMap(([one, ...others]) =>
          others.flatMap((other) => (one && links.join(workspaceId, one.id, other.id)) ?? []),
        ),
      )
      return (position: number): ContactId | null => {
        const one = people[position]?.[0]
        return one === undefined ? null : links.find(workspaceId, one.id)
      }
    },
    /** `null` where nobody was named. */
    idOf(workspaceId: WorkspaceId, identity: Identity): ContactId | null {
      const [one] = knownBy(workspaceId, identity)
      return one === undefined ? null : links.find(workspaceId, one.id)
    },
    /** The id that stands for this one now. */
    canonical: links.find,
    /**
     * Links whose contact's events are to be moved: at once, and where there are other processes again a minute later,
     * because one may have written under the old id before it heard. They are known here when it resolves.
     */
    async unmoved(limit: number): Promise<readonly Link[]> {
      const rows = await db
        .selectFrom('contact_links')
        .selectAll()
        .where(
          isShared
            ? sql<boolean>`moved_at IS NULL OR ${movedEarly}`
            : sql<boolean>`moved_at IS NULL`,
        )
        .limit(limit)
        .execute()
      const found = rows.map(fromRow)
      found.forEach(join)
      return unique(found.flatMap(astray))
    },
    async markMoved(moved: readonly Link[]) {
      if (moved.length === 0) return
      await sql`
        UPDATE contact_links SET moved_at = now()
        FROM unnest(${moved.map((l) => l.workspaceId)}::text[], ${moved.map((l) => l.from)}::uuid[]) AS m(w, i)
        WHERE workspace_id = m.w AND identity_id = m.i`.execute(db)
    },
    /** `null` if this workspace has never heard of them. */
    async find(workspaceId: WorkspaceId, named: Named): Promise<ContactId | null> {
      const ids = knownBy(workspaceId, named).map(({ id }) => id)
      const candidates = named.contactId === null ? ids : [...ids, named.contactId]
      if (candidates.length === 0) return null
      const row = await db
        .selectFrom('contact_identities')
        .select('identity_id')
        .where('workspace_id', '=', workspaceId)
        .where('identity_id', 'in', candidates)
        .executeTakeFirst()
      return row === undefined ? null : links.find(workspaceId, row.identity_id as ContactId)
    },
    /** People with this text in an address or an id, those that begin with it first. */
    async search(workspaceId: WorkspaceId, text: string, limit: number) {
      const { ids, ...found } = await findNames(workspaceId, text, limit)
      return { ...found, ids: [...new Set(ids.map((id) => links.find(workspaceId, id)))] }
    },
    /** What each of these people is called; nothing of those who were forgotten. */
    async namesOf(workspaceId: WorkspaceId, contactIds: readonly ContactId[]) {
      const ids = contactIds.flatMap((id) => [id, ...links.membersOf(workspaceId, id)])
      const names = new Map<ContactId, { kind: IdentityKind; value: string }[]>()
      if (ids.length === 0) return names
      const { rows } = await sql<{ identity_id: ContactId; kind: IdentityKind; value: string }>`
        SELECT identity_id, kind, value FROM contact_identities
        WHERE workspace_id = ${workspaceId} AND value IS NOT NULL AND identity_id = ANY(${ids}::uuid[])
        ORDER BY kind, value`.execute(db)
      for (const { identity_id: id, kind, value } of rows) {
        const contactId = links.find(workspaceId, id)
        names.set(contactId, [...(names.get(contactId) ?? []), { kind, value }])
      }
      return names
    },
    /** Whether this is somebody who asked to be forgotten. */
    isErased: (workspaceId: WorkspaceId, identity: Identity) =>
      erased.size > 0 &&
      knownBy(workspaceId, identity).some(({ id }) => erased.has(`${workspaceId}/${id}`)),
    /**
     * From now on nothing of the person with these ids is taken, not even under one that nobody here has heard of. Gives every
     * id that stands for them.
     */
    async refuse(
      workspaceId: WorkspaceId,
      contactIds: readonly ContactId[],
    ): Promise<readonly ContactId[]> {
      const linked = await db
        .selectFrom('contact_links')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .execute()
      linked.map(fromRow).forEach(join)
      const whole = (id: ContactId) => {
        const person = links.find(workspaceId, id)
        return [id, person, ...links.membersOf(workspaceId, person)]
      }
      const all = [...new Set(contactIds.flatMap(whole))].toSorted()
      await sql`
        INSERT INTO contact_identities (workspace_id, identity_id, kind, erased_at)
        SELECT ${workspaceId}, id, 'erased', now() FROM unnest(${all}::uuid[]) AS id
        ON CONFLICT (workspace_id, identity_id) DO UPDATE SET erased_at = excluded.erased_at`.execute(
        db,
      )
      const keys = all.map((id) => `${workspaceId}/${id}`)
      for (const key of keys) erased.add(key)
      await notices.send('erased', keys)
      return all
    },
    /** Forgets the addresses and external ids; the keyed hashes stay, by which they are refused. */
    async forget(workspaceId: WorkspaceId, contactIds: readonly ContactId[]): Promise<number> {
      const rows = await db
        .updateTable('contact_identities')
        .set({ value: null })
        .where('workspace_id', '=', workspaceId)
        .where('identity_id', 'in', contactIds)
        .where('value', 'is not', null)
        .returning('identity_id')
        .execute()
      return rows.length
    },
  }
}

const fromRow = (row: Selectable<Tables['contact_links']>): Link => ({
  workspaceId: row.workspace_id as WorkspaceId,
  from: row.identity_id as ContactId,
  into: row.contact_id as ContactId,
})

const unique = (all: readonly Link[]) => [
  ...new Map(all.map((link) => [`${link.workspaceId}/${link.from}`, link])).values(),
]
