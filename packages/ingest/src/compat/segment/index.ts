import { err, ok, type Result } from '@airgraph/domain/result.ts'
import { defineCompat } from '../../compat.ts'
import { readEach } from '../../esp/batch.ts'
import { readAnyJson } from '../../esp/json.ts'
import { type Bag, isBag } from '../flatten.ts'
import { momentOf } from '../moment.ts'
import { meaningOf } from '../told.ts'
import { Item, toldOf } from './item.ts'

export const segment = defineCompat({
  name: 'segment',
  title: 'Segment',
  open({ path, body, receivedAt }) {
    const json = readAnyJson(body)
    if (!json.ok) return json
    if (!isBag(json.value)) return err('expected an object')
    const key = json.value['writeKey']
    const items = itemsIn(json.value, path)
    if (!items.ok) return items
    const around = { sentAt: momentOf(json.value['sentAt']) ?? undefined, receivedAt }
    return ok({
      key: typeof key === 'string' && key !== '' ? key : null,
      size: items.value.length,
      read: (currency, from, to) =>
        readEach(
          Item,
          items.value.slice(from, to),
          (item, raw) => meaningOf(toldOf(item, { ...around, raw }), currency),
          () => undefined,
        ),
    })
  },
  thanks: () => ({ success: true }),
})

/** The context of a batch is that of each of its messages; outside a batch, the path says what it is. */
function itemsIn(json: Bag, path: string): Result<readonly unknown[], string> {
  if (!path.endsWith('/batch')) {
    const { writeKey: _key, ...message } = json
    return ok([{ ...message, type: path.slice(path.lastIndexOf('/') + 1) }])
  }
  const { batch, context } = json
  if (!Array.isArray(batch)) return err('expected a list of messages as “batch”')
  return ok(isBag(context) ? batch.map((item) => within(context, item)) : batch)
}

const within = (context: Bag, item: unknown) =>
  isBag(item)
    ? { ...item, context: { ...context, ...(isBag(item['context']) ? item['context'] : {}) } }
    : item
