import { join, name, type Sql, sql } from '@airgraph/sql/sql.ts'
import { lent, ownProperty, propertyColumn } from './dimensions.ts'
import { arrivalMoment, sentMoment } from './facts.ts'
import type { Scope } from './scope.ts'
import { eventsOf, messagesOf } from './tables.ts'

/** What people do elsewhere says nothing of the message, even where it names one. */
const elsewhere = sql`('visited', 'converted', 'refunded', 'custom')`

const propertiesOf = (scope: Scope, properties: readonly string[]) => sql`(
  SELECT contact_id, message_id, ${join(
    properties.map((p, i) => sql`max(${ownProperty(p)}) AS ${propertyColumn(i)}`),
    ', ',
  )}
  FROM ${eventsOf(scope)}
  WHERE message_id != '' AND properties != '' AND kind NOT IN ${elsewhere}
  GROUP BY contact_id, message_id)`

/** The messages, with the properties that are asked for beside them. */
export const messageRows = (scope: Scope, properties: readonly string[]): Sql =>
  properties.length === 0
    ? messagesOf(scope)
    : sql`(SELECT * FROM ${messagesOf(scope)} AS m
        LEFT ANY JOIN ${propertiesOf(scope, properties)} AS p USING (contact_id, message_id))`

/** What events have from their messages. */
export const lending = ['campaign_id', 'stream', 'mailbox_provider', 'source'].map(name)

/** The events, each with what its message lends it. `message_sent_at` is the epoch where there is no message. */
export const eventRowsWithMessage = (scope: Scope, properties: readonly string[]): Sql => sql`(
  SELECT * FROM ${eventsOf(scope)} AS e
  LEFT ANY JOIN (
    SELECT contact_id, message_id, ${sentMoment} AS message_sent_at, ${arrivalMoment} AS message_arrived_at,
      ${join(
        [...lending, ...properties.map((_, i) => propertyColumn(i))].map(
          (c) => sql`${c} AS ${lent(c)}`,
        ),
        ', ',
      )}
    FROM ${messageRows(scope, properties)}
  ) AS m USING (contact_id, message_id))`
