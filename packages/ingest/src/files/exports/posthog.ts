import { isBag } from '../../compat/flatten.ts'
import { isOfGroup, Item, toldOf } from '../../compat/posthog/item.ts'
import { meaningOf } from '../../compat/told.ts'
import { reasonOf } from '../../esp/fields.ts'
import { parse } from '../../esp/json.ts'
import type { ExportFormat } from '../export-format.ts'
import { RowFault } from '../row-fault.ts'

/** Events of a batch export or a download: Parquet, where properties are JSON as text, or JSON lines. */
export const posthogExport: ExportFormat = {
  name: 'posthog',
  title: 'PostHog',
  columns: ['uuid', 'event', 'distinct_id', 'timestamp'],
  read(fields, currency) {
    const raw = asCaptured(fields)
    const item = Item.safeParse(raw)
    if (!item.success) throw new RowFault(reasonOf(item.error))
    if (isOfGroup(item.data)) return null
    if (item.data.timestamp === undefined) throw new RowFault('timestamp: expected a time')
    // when it was sent was allowed for when it was captured
    const told = toldOf(item.data, { raw, sentAt: undefined, receivedAt: item.data.timestamp })
    return meaningOf(told, currency)
  },
}

/** As the client captured it; what was known of the person then says whose address it is. */
const asCaptured = (fields: Readonly<Record<string, unknown>>) => ({
  event: fields['event'],
  uuid: fields['uuid'],
  distinct_id: fields['distinct_id'],
  timestamp: fields['timestamp'],
  properties: { ...bagAt(fields, 'properties'), ...ipOf(fields) },
  $set: bagAt(fields, 'person_properties'),
})

/** Exports of before 2024 have it in a column. */
const ipOf = ({ ip }: Readonly<Record<string, unknown>>) =>
  typeof ip === 'string' && ip !== '' ? { $ip: ip } : {}

function bagAt(fields: Readonly<Record<string, unknown>>, column: string) {
  const value = fields[column]
  if (value === null || value === undefined || value === '') return {}
  const bag = typeof value === 'string' ? parse(value) : value
  if (!isBag(bag)) throw new RowFault(`${column}: expected a JSON object`)
  return bag
}
