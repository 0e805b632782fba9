import { When } from '@airgraph/domain/question.ts'
import { recipientActs } from '@airgraph/domain/recipient.ts'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const moment = z.string().nullable()

/** What a person did with the mail of one campaign: when first, or `null` where never. */
export const Recipient = z
  .object({
    contactId: z.uuid(),
    /** Addresses and external ids; empty for somebody who was erased. */
    names: z.array(z.object({ kind: z.enum(['address', 'external-id']), value: z.string() })),
    messages: z.int(),
    sentAt: moment,
    deliveredAt: moment,
    bouncedAt: moment,
    /** By people, and by machines. */
    openedAt: moment,
    machineOpenedAt: moment,
    clickedAt: moment,
    machineClickedAt: moment,
    convertedAt: moment,
    unsubscribedAt: moment,
    complainedAt: moment,
  })
  .meta({ id: 'Recipient' })
export type Recipient = z.infer<typeof Recipient>

export const listRecipients = endpoint({
  method: 'GET',
  path: '/v1/recipients',
  summary: 'Whom a campaign was sent to, and what each of them did',
  description:
    'In the order of their ids, a page at a time: ask again with `after` = `next` until that is null. Opens and clicks are people’s unless the name says otherwise.',
  scope: 'ask',
  role: 'viewer',
  query: z.object({
    campaign: z.string().min(1).max(512),
    /** Only who did this. */
    did: z.enum(recipientActs).default('any'),
    /** Of mail that was sent in this time; of all of it where absent. */
    from: When.optional(),
    to: When.optional(),
    after: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(10_000).default(200),
  }),
  reply: { 200: z.object({ recipients: z.array(Recipient), next: z.uuid().nullable() }) },
})
