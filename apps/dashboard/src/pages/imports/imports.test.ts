import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Api } from '../../api/api.ts'
import { type Choices, inPageWords, missingFrom, planOf } from './choices.ts'
import { choose, outcomesByPlan, outcomesOfExport } from './chosen.ts'
import { guessChoices } from './guess.ts'
import { type Job, loadFile } from './load.ts'
import { preview, textOf } from './preview-rows.ts'
import { addsUp, eventsOf } from './tally.ts'

const workspace = { currency: 'GBP', timeZone: 'Europe/London' }
const fileOf = (lines: readonly string[] | Uint8Array<ArrayBuffer>, name = 'a.csv') =>
  new File([lines instanceof Uint8Array ? lines : lines.join('\n')], name)

async function guessed(lines: readonly string[]) {
  const { beginning } = await choose(fileOf(lines))
  const rows = beginning.rows.flatMap((row) => ('broken' in row ? [] : [row.values.map(textOf)]))
  return { beginning, choices: guessChoices({ columns: beginning.columns, rows }, workspace) }
}

const shop = [
  'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
  '536365,85123A,"HOLDER, WHITE",6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom',
  '536365,71053,LANTERN,6,2010-12-01 08:26:00,3.39,17850.0,United Kingdom',
  '536366,22633,HAND WARMER,2,2010-12-01 08:28:00,1.85,17851.0,France',
]
const mail = [
  'email,occurred_at,event,amount',
  'ann@example.com,2026-03-01 09:30,opened,',
  'ann@example.com,2026-03-01 09:30,opened,',
  'nobody,2026-03-01 09:31,click,',
  'ben@example.com,soon,click,',
  '=cmd(),2026-03-01 09:32,teleported,',
  'cleo@example.com,2026-03-02 10:00,purchase,19.99',
]

describe('what is guessed', () => {
  it('of a shop’s order lines: an invoice is an order, its amount price times quantity', async () => {
    const { choices } = await guessed(shop)
    expect(choices).toMatchObject({
      columns: { at: 'InvoiceDate', 'external-id': 'CustomerID', amount: 'UnitPrice' },
      times: 'Quantity',
      group: 'InvoiceNo',
      kind: 'converted',
      currency: 'GBP',
    })
    // “United Kingdom” is no country code.
    expect(choices.columns.country).toBeUndefined()
    expect(missingFrom(choices)).toBeNull()
  })

  it('of mail events: what happened stands in a column', async () => {
    const { choices } = await guessed(mail)
    expect(choices).toMatchObject({
      columns: { at: 'occurred_at', email: 'email', kind: 'event', amount: 'amount' },
      kind: '',
      group: '',
    })
  })

  it('of amounts: whether cents stand behind a comma', async () => {
    const { choices } = await guessed(['email;date;amount', 'a@example.com;2026-01-01;1.234,56'])
    expect(choices.writing).toBe(',')
  })

  it('nothing, where nothing fits', async () => {
    const { choices } = await guessed(['a,b', '1,2'])
    expect(choices).toMatchObject({ columns: {}, kind: '', times: '', group: '' })
    expect(missingFrom(choices)).toContain('when it happened')
  })
})

describe('what is shown before anything is loaded', () => {
  const shown = async (lines: readonly string[], change: Partial<Choices> = {}) => {
    const { beginning, choices } = await guessed(lines)
    const plan = planOf({ ...choices, ...change })
    if (!plan.ok) throw new Error(plan.error)
    return preview(beginning, plan.value)
  }

  it('is each row’s event, or the cells that keep it from being one', async () => {
    const rows = await shown(mail)
    expect(rows.map(({ event }) => event?.kind ?? null)).toEqual([
      'opened',
      'opened',
      null,
      null,
      null,
      'converted',
    ])
    expect(rows.map(({ faults }) => [...faults])).toEqual([
      [],
      [],
      ['email'],
      ['occurred_at'],
      ['event'],
      [],
    ])
  })

  it('tells apart what was not asked for', async () => {
    const rows = await shown(shop, { where: 'Quantity > 5' })
    expect(rows.map(({ event, reason }) => [event?.money?.amount ?? null, reason])).toEqual([
      [1530, null],
      [2034, null],
      [null, null],
    ])
  })

  it('refuses a test that cannot be understood, in words of the page', async () => {
    await expect(shown(shop, { where: 'Quantity >' })).rejects.toThrow('Only rows where')
    await expect(shown(shop, { where: 'Nothing > 1' })).rejects.toThrow('There is no column')
  })
})

it('columns may be called anything', async () => {
  const odd = ['who, then?', 'when = at', 'how much*']
  const { beginning } = await choose(
    fileOf([odd.map((name) => `"${name}"`).join(','), 'a@example.com,2026-01-01,5']),
  )
  const [email = '', at = '', amount = ''] = odd
  const plan = planOf({
    columns: { email, at, amount },
    kind: 'converted',
    times: '',
    writing: 'minor',
    currency: 'EUR',
    timeZone: 'UTC',
    dateFormat: '',
    group: '',
    where: '',
    keepDuplicates: false,
    properties: ['when = at'],
  })
  if (!plan.ok) throw new Error(plan.error)
  const [row] = await preview(beginning, plan.value)
  expect(row?.event).toMatchObject({
    recipient: 'a@example.com',
    money: { amount: 5, currency: 'EUR' },
    properties: { 'when _ at': '2026-01-01' },
  })
})

describe('loading', () => {
  interface Sent {
    readonly eventId: string
    readonly email: string
  }
  /** A server that keeps what it is sent, by id, and refuses whom it is told to. */
  async function loaded(outcomes: Job['outcomes'], refuses = '') {
    const kept = new Map<string, Sent>()
    const rejects: Blob[] = []
    const before = globalThis.fetch
    globalThis.fetch = async (_, init) => {
      const sent = JSON.parse(init?.body as string) as Sent[]
      const refused = sent.flatMap(({ email }, index) =>
        email === refuses ? [{ index, reason: 'no' }] : [],
      )
      for (const one of sent) if (one.email !== refuses) kept.set(one.eventId, one)
      const body = { accepted: sent.length - refused.length, refused, seq: 1 }
      return new Response(JSON.stringify(body), { status: 200 })
    }
    try {
      const tally = await loadFile({ headers: {} } as Api, {
        outcomes,
        source: 'test',
        signal: new AbortController().signal,
        gate: async () => {},
        onProgress: () => {},
        onRejects: (lines) => rejects.push(lines),
      })
      return { tally, kept, rejects: await new Blob(rejects).text() }
    } finally {
      globalThis.fetch = before
    }
  }

  const load = async (file: File, lines: readonly string[], refuses?: string) => {
    const { choices } = await guessed(lines)
    const plan = planOf(choices)
    if (!plan.ok) throw new Error(plan.error)
    return loaded(outcomesByPlan(file, plan.value), refuses)
  }

  it('accounts for every row, and hands over those that made no event', async () => {
    const { tally, rejects } = await load(
      fileOf([...mail, 'dan@example.com,2026-03-05,opened,']),
      mail,
      'dan@example.com',
    )
    expect(tally).toMatchObject({ rows: 7, repeated: 1, refused: 4, leftOut: 0 })
    expect(addsUp(tally)).toBe(true)
    expect(rejects.split('\r\n').map((line) => line.split(',')[0])).toEqual([
      'line',
      '3',
      '4',
      '5',
      '6',
      '8',
      '',
    ])
    expect(rejects).toContain(`"'=cmd(),`)
  })

  it('of a gzipped file comes the same, and of a second time nothing new', async () => {
    const plain = await load(fileOf(shop), shop)
    const zipped = await load(fileOf(Uint8Array.from(gzipSync(shop.join('\n'))), 'a.csv.gz'), shop)
    expect(eventsOf(plain.tally)).toBe(2)
    expect(plain.tally.money).toEqual([{ kind: 'converted', currency: 'GBP', amount: 3934 }])
    expect(zipped.tally).toEqual(plain.tally)
    expect([...zipped.kept.keys()]).toEqual([...plain.kept.keys()])
  })

  it('of a gzipped file that ends early says so, and never takes half a line', async () => {
    const lines = Array.from(
      { length: 50_000 },
      (_, i) => `p${i * 7_919}@example.com,2026-03-01,opened,`,
    )
    const whole = gzipSync([mail[0], ...lines].join('\n'))
    const cut = Uint8Array.from(whole.subarray(0, whole.length / 2))
    const { tally, rejects } = await load(fileOf(cut, 'a.csv.gz'), mail)
    expect(tally.inEvents).toBeGreaterThan(100)
    expect(tally.inEvents).toBeLessThan(50_000)
    expect(tally.refused).toBe(1)
    expect(addsUp(tally)).toBe(true)
    expect(rejects).toContain('ends or breaks here')
  })

  it('an export of PostHog is known by its columns', async () => {
    const line = (uuid: string) =>
      JSON.stringify({
        uuid,
        event: 'email opened',
        distinct_id: 'ann@example.com',
        timestamp: '2026-03-01T09:30:00Z',
        properties: {},
      })
    const id = '0190a1b2-0000-7000-8000-000000000001'
    const file = fileOf([line(id), line(id), '{"uuid":'], 'export.jsonl')
    const { format } = await choose(file)
    expect(format?.name).toBe('posthog')
    if (format === null) return
    const { tally } = await loaded(outcomesOfExport(file, format, 'EUR'))
    expect(tally).toMatchObject({ rows: 3, inEvents: 1, repeated: 1, refused: 1 })
  })
})

it('options of the command line are called by what they are called here', () => {
  expect(
    inPageWords(
      'The row is the same as line 2 and counts once; with --keep-duplicates each counts.',
    ),
  ).toBe(
    'The row is the same as line 2 and counts once; tick “rows that are equal each count” to count each.',
  )
  expect(inPageWords('--map at=`a`: "1/2/2026" may be DD or MM: say --date-format.')).not.toContain(
    '--',
  )
})
