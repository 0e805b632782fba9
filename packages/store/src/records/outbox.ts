import { randomUUID } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import type { Tables } from './schema.ts'

/** A mail that is to be sent: text only. */
export interface Mail {
  readonly kind:
    | 'invitation'
    | 'password-reset'
    | 'password-changed'
    | 'email-change'
    | 'email-change-asked'
    | 'email-changed'
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface WaitingMail extends Omit<Mail, 'kind'> {
  readonly mailId: string
  readonly kind: string
  readonly createdAt: Date
}

const read = (row: Selectable<Tables['outbox']>): WaitingMail => ({
  mailId: row.mail_id,
  kind: row.kind,
  to: row.to_address,
  subject: row.subject,
  text: row.text,
  createdAt: row.created_at,
})

/** Mail that waits for somebody to send it. */
export const outbox = (db: Kysely<Tables>) => ({
  async put({ kind, to, subject, text }: Mail) {
    await db
      .insertInto('outbox')
      .values({ mail_id: randomUUID(), kind, to_address: to, subject, text })
      .execute()
  },
  /** Newest first. */
  async list(limit: number): Promise<readonly WaitingMail[]> {
    const rows = await db
      .selectFrom('outbox')
      .selectAll()
      .orderBy('created_at', 'desc')
      .limit(limit)
      .execute()
    return rows.map(read)
  },
  async find(mailId: string): Promise<WaitingMail | null> {
    const row = await db
      .selectFrom('outbox')
      .selectAll()
      .where('mail_id', '=', mailId)
      .executeTakeFirst()
    return row === undefined ? null : read(row)
  },
})
