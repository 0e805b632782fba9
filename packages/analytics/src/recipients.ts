import type { ContactId } from '@airgraph/domain/ids.ts'
import type { RecipientAct } from '@airgraph/domain/recipient.ts'
import { bitOf, type First } from '@airgraph/domain/firsts.ts'
import { allOf, join, name, type Sql, sql, str, uint, uuid } from '@airgraph/sql/sql.ts'
import { sentWithin, type Within } from './sent-within.ts'
import type { Row, Scope } from './scope.ts'
import { factsOf } from './tables.ts'

const first = (of: First): Sql => sql`bitTest(firsts, ${uint(bitOf(of))})`

/** When a contact first did what counts once for a message, in milliseconds; 0 where never. */
const acts = {
  sent: first('sent'),
  delivered: first('delivered'),
  bounced: first('bounced'),
  opened: first('opened_people'),
  machine_opened: first('opened_machines'),
  clicked: first('clicked_people'),
  machine_clicked: first('clicked_machines'),
  converted: sql`kind = 'converted'`,
  unsubscribed: first('unsubscribed'),
  complained: first('complained'),
} as const
type Act = keyof typeof acts

export interface RecipientsAsked extends Within {
  readonly campaign: string
  readonly did: RecipientAct
  readonly after: ContactId | null
  readonly limit: number
}

const did = (act: RecipientsAsked['did']): Sql => {
  if (act === 'any') return sql`1`
  return act === 'not-opened'
    ? sql`delivered > 0 AND opened = 0 AND clicked = 0`
    : sql`${name(act)} > 0`
}

/** One more than was asked for tells whether there are more. */
export const recipientsSql = (asked: RecipientsAsked, scope: Scope): Sql => {
  const where = allOf([
    sql`campaign_id = ${str(asked.campaign)}`,
    sql`contact_id > ${uuid(asked.after ?? '00000000-0000-0000-0000-000000000000')}`,
    ...sentWithin(asked, scope, sql`sent_at`),
  ])
  const columns = Object.entries(acts).map(
    ([act, is]) => sql`minIf(toUnixTimestamp64Milli(at), ${is}) AS ${name(act)}`,
  )
  return sql`
    SELECT contact_id, uniqExactIf(message_key, message_key != 0) AS messages, ${join(columns, ', ')}
    FROM ${factsOf(scope, where)}
    GROUP BY contact_id HAVING ${did(asked.did)}
    ORDER BY contact_id LIMIT ${uint(asked.limit + 1)}`
}

export const recipientOf = (row: Row) => {
  const at = (act: Act) => {
    const moment = Number(row[act])
    return moment > 0 ? new Date(moment).toISOString() : null
  }
  return {
    contactId: row['contact_id'] as ContactId,
    messages: Number(row['messages']),
    sentAt: at('sent'),
    deliveredAt: at('delivered'),
    bouncedAt: at('bounced'),
    openedAt: at('opened'),
    machineOpenedAt: at('machine_opened'),
    clickedAt: at('clicked'),
    machineClickedAt: at('machine_clicked'),
    convertedAt: at('converted'),
    unsubscribedAt: at('unsubscribed'),
    complainedAt: at('complained'),
  }
}
