import type { Reported } from '@airgraph/domain/event.ts'
import { cannotRunWithout, dataset } from '@airgraph/domain/testing.ts'
import { describe, expect, it } from 'vitest'
import type { PlanOptions } from './plan.ts'
import { imported } from './testing.ts'

const retail = dataset('retail/online-retail.csv.gz')
const cdnow = dataset('cdnow/CDNOW_master.txt')

const total = (events: readonly Reported[]) => ({
  events: events.length,
  contacts: new Set(events.map((event) => event.externalId)).size,
  amount: events.reduce((sum, event) => sum + (event.money?.amount ?? 0), 0),
})

describe('real files', () => {
  const orders: PlanOptions = {
    kind: 'converted',
    map: 'contact=CustomerID,at=InvoiceDate,amount=quantity*unitprice',
    group: 'InvoiceNo',
    currency: 'GBP',
    timeZone: 'Europe/London',
  }

  it.skipIf(cannotRunWithout(retail))(
    'a shop’s year: orders, customers and revenue to the penny',
    async () => {
      const where = 'CustomerID is not empty and Quantity > 0 and UnitPrice > 0'
      const { events, rejected } = await imported(retail, { ...orders, where })
      expect(total(events)).toEqual({ events: 18_532, contacts: 4_338, amount: 891_140_790 })
      expect(new Set(events.map((event) => event.sourceId)).size).toBe(18_532)
      expect(events[0]?.occurredAt).toEqual(new Date('2010-12-01T08:26:00Z'))
      expect(rejected).toEqual([])
    },
  )

  it.skipIf(cannotRunWithout(retail))(
    'the same year with its cancellations as refunds',
    async () => {
      const where = 'CustomerID is not empty and UnitPrice > 0'
      const { events } = await imported(retail, {
        ...orders,
        where,
        refundWhen: 'InvoiceNo starts with C',
      })
      const of = (kind: string) => total(events.filter((event) => event.kind === kind))
      expect(of('converted')).toEqual({ events: 18_532, contacts: 4_338, amount: 891_140_790 })
      expect(of('refunded')).toEqual({ events: 3_654, contacts: 1_589, amount: 61_134_209 })
    },
  )

  it.skipIf(cannotRunWithout(cdnow))(
    'a record shop’s purchases, in columns aligned by blanks',
    async () => {
      const { events } = await imported(cdnow, {
        kind: 'converted',
        map: 'contact=customer_id,at=date,amount=dollar_value',
        currency: 'USD',
        delimiter: 'whitespace',
        keepDuplicates: true,
      })
      expect(total(events)).toEqual({ events: 69_659, contacts: 23_570, amount: 250_031_563 })
    },
  )
})
