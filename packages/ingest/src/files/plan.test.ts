import { describe, expect, it } from 'vitest'
import { type PlanOptions, readPlan } from './plan.ts'

const good: PlanOptions = { kind: 'converted', map: 'contact=CustomerID,at=InvoiceDate' }
const faultOf = (options: PlanOptions) => {
  const plan = readPlan({ ...good, ...options })
  return plan.ok ? null : plan.error
}

describe('a plan', () => {
  it('is read from options as they stand on a command line', () => {
    const plan = readPlan({
      kind: 'converted',
      map: [
        "contact=Customer ID, at=InvoiceDate,amount=quantity*price,campaign='a, b'",
        'property:size=Shirt Size',
      ],
      currency: 'eur',
      delimiter: 'tab',
      columns: 'a, b',
    })
    expect(plan).toEqual({
      ok: true,
      value: {
        kind: 'converted',
        map: {
          contact: 'Customer ID',
          at: 'InvoiceDate',
          amount: 'quantity*price',
          campaign: "'a, b'",
          'property:size': 'Shirt Size',
        },
        currency: 'EUR',
        dateFormat: 'auto',
        timeZone: 'UTC',
        decimal: '.',
        keepDuplicates: false,
        delimiter: '\t',
        columns: ['a', 'b'],
      },
    })
  })

  it.each<[PlanOptions, string]>([
    [{ kind: 'bought' }, '--kind must be one of accepted, sent,'],
    [{ kind: 'unknown' }, '--kind must be one of'],
    [{ kind: undefined }, '--kind must be one of'],
    [{ map: undefined }, '--map must say who it was'],
    [{ map: 'contact=a' }, '--map must say when it happened: at=COLUMN.'],
    [{ map: 'contact=a,at' }, '--map "at" must be of the form target=COLUMN.'],
    [
      { map: 'contact=a,at=b,colour=c' },
      '--map cannot fill "colour": it knows kind, contact, email,',
    ],
    [{ map: 'contact=a,at=b,property:=c' }, '--map cannot fill "property:"'],
    [{ map: 'contact=a,at=b,at=c' }, '--map fills "at" twice.'],
    [{ map: 'contact=a,at=b,amount=c' }, '--map amount needs a currency: say --currency EUR'],
    [
      { map: 'contact=a,at=b,amount=c*', currency: 'EUR' },
      '--map amount "c*": a column or a value is missing at the end.',
    ],
    [{ currency: 'EURO' }, '--currency "EURO" is unknown'],
    [{ where: 'a >' }, '--where "a >": a column or a value is missing at the end.'],
    [{ refundWhen: 'a = (' }, '--refund-when "a = (":'],
    [
      { kind: 'opened', refundWhen: 'a = 1' },
      '--refund-when goes with --kind converted, not opened.',
    ],
    [{ dateFormat: 'soon' }, '--date-format: "soon" is no date format'],
    [
      { timeZone: 'Berlin' },
      '--time-zone "Berlin" is unknown: say a name such as "Europe/Berlin" or "UTC".',
    ],
    [{ decimal: ';' }, '--decimal must be "." or ",", not ";".'],
    [{ stream: 'spam' }, '--stream must be one of marketing, transactional, outreach, not "spam".'],
    [{ delimiter: 'ab' }, '--delimiter must be one character'],
    [{ encoding: 'klingon' }, '--encoding "klingon" is unknown'],
  ])('%j is refused by name', (options, sentence) => {
    expect(faultOf(options)).toContain(sentence)
  })
})
