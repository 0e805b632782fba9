import { ok } from '@airgraph/domain/result.ts'
import { readEach } from '../../esp/batch.ts'
import { defineCompat } from '../../compat.ts'
import { openBody } from './body.ts'
import { isOfGroup, Item, toldOf } from './item.ts'
import { meaningOf } from '../told.ts'

export const posthog = defineCompat({
  name: 'posthog',
  title: 'PostHog',
  open(request) {
    const body = openBody(request)
    if (!body.ok) return body
    const { key, items, sentAt } = body.value
    const { receivedAt } = request
    return ok({
      key,
      size: items.length,
      read: (currency, from, to) =>
        readEach(
          Item,
          items.slice(from, to),
          (item, raw) =>
            isOfGroup(item) ? [] : meaningOf(toldOf(item, { raw, sentAt, receivedAt }), currency),
          () => undefined,
        ),
    })
  },
  thanks: (path) => ({ status: path.startsWith('/i/') ? 'Ok' : 1 }),
})
