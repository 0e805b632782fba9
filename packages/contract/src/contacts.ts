import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'

export const ListedContact = z
  .object({
    contactId: z.uuid(),
    /** Addresses and external ids; empty for somebody who was erased. */
    names: z.array(z.object({ kind: z.enum(['address', 'external-id']), value: z.string() })),
    delivered: z.int(),
    humanOpens: z.int(),
    machineOpens: z.int(),
    humanClicks: z.int(),
    conversions: z.int(),
    /** Days (UTC) with anything on them. */
    firstDay: z.iso.date().nullable(),
    lastDay: z.iso.date().nullable(),
  })
  .meta({ id: 'Contact' })
export type ListedContact = z.infer<typeof ListedContact>

export const listContacts = endpoint({
  method: 'GET',
  path: '/v1/contacts',
  summary: 'Find people',
  description:
    'By any part of an address or an external id, or by a contact id; those with the newest events where nothing is searched for. Fewer than three letters, and all texts where PostgreSQL has no trigrams, are looked for at the beginnings of names and domains: `reach` says which it was.',
  scope: 'ask',
  role: 'viewer',
  query: z.object({
    search: z.string().trim().max(320).default(''),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  reply: {
    200: z.object({
      contacts: z.array(ListedContact),
      /** There are more than were listed. */
      more: z.boolean(),
      /** Where the text was looked for; `null` where there was none. */
      reach: z.enum(['anywhere', 'beginnings']).nullable(),
    }),
  },
})

export const eraseContact = endpoint({
  method: 'POST',
  path: '/v1/contacts/erase',
  summary: 'Erase a person',
  description:
    'What they did stays counted, under an id that names nobody and without anything that could. Events that name them are refused from then on. With the hashes of a receipt instead of a name somebody is erased again whom a backup has brought back.',
  scope: 'admin',
  role: 'admin',
  body: z
    .strictObject({
      contact: z.string().min(1).max(512).optional().meta({
        description: 'An address, an external id or a contact id',
      }),
      hashes: z.array(z.uuid()).min(1).max(10_000).optional().meta({
        description: 'Those of a receipt',
      }),
    })
    .refine(({ contact, hashes }) => (contact === undefined) !== (hashes === undefined), {
      error: 'expected either a contact, or the hashes of a receipt',
    }),
  reply: {
    200: z.object({
      receiptId: z.uuid(),
      workspaceId: z.string(),
      erasedAt: z.iso.datetime(),
      /** Addresses and external ids that were forgotten. */
      names: z.int(),
      /** Events that are nobody’s now. */
      events: z.int(),
      /** Of them and of what was no longer counted: taken out of archived files, which were written anew. */
      archivedEvents: z.int(),
      /** Keyed hashes of what they were called; they name nobody. */
      hashes: z.array(z.uuid()),
      /** Where something of them is still, and what to do about it. */
      remains: z.array(z.string()),
    }),
    404: Problem,
  },
})
