import { readdir, readlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { gzipSync } from 'node:zlib'
import type { Reported } from '@airgraph/domain/event.ts'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import { sha256Of } from '../sha256.ts'
import { importFile } from './import-file.ts'
import { readPlan } from './plan.ts'
import { type Outcome, imported, importing, withFile } from './testing.ts'

const spoken = ({ kind, recipient, externalId, occurredAt, money }: Reported) =>
  `${kind} ${recipient ?? externalId} ${occurredAt.toISOString().slice(0, 16)} ${money ? money.amount + money.currency : '-'}`
const events = (outcome: Outcome) => outcome.events.map(spoken)
const reasons = (outcome: Outcome) =>
  outcome.rejected.map(({ line, reason }) => `${line}: ${reason}`)
const problem = (content: string | Uint8Array, options = {}) =>
  importing(content, options).then(
    () => 'no problem',
    (error: Error) => error.message,
  )

const annAndBob = [
  'converted ann@example.com 2026-03-01T09:30 1250EUR',
  'converted c-42 2026-03-02T00:00 300EUR',
]
const rows = [
  ['ann@example.com', '2026-03-01 09:30', '12.50'],
  ['c-42', '2026-03-02', '3'],
]
const csv = (delimiter = ',', newline = '\n') =>
  [['who', 'at', 'paid'], ...rows].map((row) => row.join(delimiter)).join(newline)
const ndjson = rows
  .map(([who, at, paid]) => JSON.stringify({ who, at, paid: Number(paid) }))
  .join('\n')
const columnData = ['who', 'at', 'paid'].map((name, i) => ({
  name,
  data: rows.map((row) => row[i] ?? ''),
}))
const parquet = new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 1 }))

const group = (order: readonly string[]) =>
  importing(`no,who,at,paid\n${order.join('\n')}`, { group: 'no' })
const byId = (a: Reported, b: Reported) => (a.sourceId < b.sourceId ? -1 : 1)
const idsOf = (outcome: Outcome) => outcome.events.map((event) => event.sourceId)

describe('the same orders', () => {
  it.each<[string, string | Uint8Array]>([
    ['CSV', csv()],
    ['CSV with semicolons', csv(';')],
    ['CSV with tabs, of Windows', csv('\t', '\r\n')],
    ['CSV with bars', csv('|')],
    ['CSV that begins with a byte order mark', `\ufeff${csv()}`],
    ['CSV in UTF-16', Buffer.from(`\ufeff${csv()}`, 'utf16le')],
    ['CSV after blank lines, ending in one', `\n\n${csv()}\n\n`],
    [
      'CSV with quotes',
      csv().replaceAll('ann@example.com', '"ann@example.com"').replace('who', '"who"'),
    ],
    ['CSV with empty fields at the end of a row', csv().replace('12.50', '12.50,,')],
    ['zipped CSV', gzipSync(csv())],
    [
      'CSV zipped in two parts',
      Buffer.concat([gzipSync(csv().slice(0, 30)), gzipSync(csv().slice(30))]),
    ],
    ['NDJSON', ndjson],
    ['zipped NDJSON', gzipSync(ndjson)],
    ['Parquet', parquet],
    ['zipped Parquet', gzipSync(parquet)],
  ])('are read from %s', async (_format, content) => {
    const outcome = await importing(content)
    expect(events(outcome)).toEqual(annAndBob)
    expect(outcome.rejected).toEqual([])
  })
  it('are read from columns aligned by blanks, and from rows without a header', async () => {
    const aligned = ' ann@example.com 2026-03-01T09:30   12.50\n c-42  2026-03-02 3\n'
    const options = { delimiter: 'whitespace', columns: 'who,at,paid' }
    expect(events(await importing(aligned, options))).toEqual(annAndBob)
  })
  it('are read in the encoding that is said', async () => {
    const content = Buffer.from('who;at;paid;name\nc-1;2026-03-01;12,50;Zoë', 'latin1')
    const map = 'contact=who,at=at,amount=paid,name=name'
    const outcome = await importing(content, { encoding: 'latin1', decimal: ',', map })
    expect(outcome.events[0]).toMatchObject({ name: 'Zoë', money: { amount: 1_250 } })
  })
})

describe('what a row can say', () => {
  it('fills an event', async () => {
    const content =
      'Mail,Id,At,Msg,Link,UA,IP,Land,Size,Note\nann@example.com,7,2026-03-01,m-1,https://x.example,,192.0.2.1,DE,XL,'
    const map =
      "email=mail,external-id=id,at=at,message=msg,campaign='spring',url=link,user-agent=ua,ip=ip,country=land,property:size=size,property:note=note"
    const { events: found } = await importing(content, {
      kind: 'clicked',
      stream: 'marketing',
      map,
    })
    expect(found).toEqual([
      {
        sourceId: expect.stringMatching(/^\["clicked","[\w-]{43}",1\]$/),
        kind: 'clicked',
        occurredAt: new Date('2026-03-01'),
        recipient: 'ann@example.com',
        externalId: '7',
        messageId: 'm-1',
        campaignId: 'spring',
        stream: 'marketing',
        url: 'https://x.example',
        userAgent: '',
        ip: '192.0.2.1',
        country: 'DE',
        properties: { size: 'XL' },
      },
    ])
  })
  it('keeps numbers, truth values, long ids and nested fields of JSON', async () => {
    const content =
      '{"user":{"id":12345678901234567890},"t":1772323200,"n":1.5,"vip":true,"tags":["a"]}'
    const map = 'contact=user.id,at=t,property:n=n,property:vip=vip,property:tags=tags'
    const { events: found } = await importing(content, { kind: 'visited', map })
    expect(found[0]).toMatchObject({
      externalId: '12345678901234567890',
      occurredAt: new Date('2026-03-01'),
      properties: { n: 1.5, vip: true, tags: '["a"]' },
    })
  })
  it('takes moments and 64-bit numbers from Parquet', async () => {
    const content = parquetWriteBuffer({
      columnData: [
        { name: 'who', data: [12345678901234567n] },
        { name: 'at', data: [new Date('2026-03-01T09:30:00Z')] },
        { name: 'paid', data: [12.5] },
      ],
    })
    expect(events(await importing(new Uint8Array(content)))).toEqual([
      'converted 12345678901234567 2026-03-01T09:30 1250EUR',
    ])
  })
  it('says why a message bounced', async () => {
    const content =
      'who,at,class,why\na@x.example,2026-03-01,Hard,no such user\nb@x.example,2026-03-01,?,'
    const map = 'contact=who,at=at,bounce-class=class,bounce-reason=why'
    const { events: found } = await importing(content, { kind: 'bounced', map })
    expect(found.map((event) => event.bounce)).toEqual([
      { class: 'hard', reason: 'no such user', detail: '' },
      { class: 'undetermined', reason: '', detail: '' },
    ])
  })
})

describe('money', () => {
  it('is a refund where it is below zero', async () => {
    const outcome = await importing(
      'who,at,paid\na,2026-03-01,-12.50\na,2026-03-02,0\na,2026-03-03,5',
    )
    expect(events(outcome)).toEqual([
      'refunded a 2026-03-01T00:00 1250EUR',
      'converted a 2026-03-02T00:00 0EUR',
      'converted a 2026-03-03T00:00 500EUR',
    ])
  })
  it('is a refund where the file says so', async () => {
    const outcome = await importing('no,who,at,paid\nC1,a,2026-03-01,5\n2,a,2026-03-01,5', {
      refundWhen: 'no starts with C',
    })
    expect(events(outcome)).toEqual([
      'refunded a 2026-03-01T00:00 500EUR',
      'converted a 2026-03-01T00:00 500EUR',
    ])
  })
  it('is of the currency in the row', async () => {
    const outcome = await importing(
      'who,at,paid,cur\na,2026-03-01,5,jpy\na,2026-03-01,5,\na,2026-03-01,5,XX',
      {
        map: 'contact=who,at=at,amount=paid,currency=cur',
      },
    )
    expect(events(outcome)).toEqual([
      'converted a 2026-03-01T00:00 5JPY',
      'converted a 2026-03-01T00:00 500EUR',
    ])
    expect(reasons(outcome)).toEqual(['4: "XX" is no currency.'])
  })
})

describe('rows of one key', () => {
  const lines = [
    '1,a,2026-03-02,0.10',
    '2,a,2026-03-01,1',
    '1,b,2026-03-01,7',
    '1,a,2026-03-01,0.20',
    '1,a,2026-03-01,0.20',
  ]

  it('are one event per contact, wherever they lie, equal ones included', async () => {
    expect(events(await group(lines))).toEqual([
      'converted a 2026-03-01T00:00 50EUR',
      'converted a 2026-03-01T00:00 100EUR',
      'converted b 2026-03-01T00:00 700EUR',
    ])
  })
  it('come to the same in any order', async () => {
    const one = (await group(lines)).events
    const other = (await group(lines.toReversed())).events
    expect([...other].sort(byId)).toEqual([...one].sort(byId))
  })
  it('are a refund where their sum is below zero', async () => {
    expect(events(await group(['1,a,2026-03-01,1', '1,a,2026-03-01,-3']))).toEqual([
      'refunded a 2026-03-01T00:00 200EUR',
    ])
  })
  it('know one address however it is written', async () => {
    expect(
      events(await group(['1,Ann <A@x.example>,2026-03-01,1', '1,a@X.example,2026-03-01,1'])),
    ).toHaveLength(1)
  })
  it('add up to the cent beyond what a double holds', async () => {
    const { events: made, rejected } = await group([
      '1,a,2026-03-01,90071992547409.90',
      '1,a,2026-03-01,0.03',
      '1,a,2026-03-01,-0.02',
    ])
    expect(made.map(({ money }) => money?.amount)).toEqual([9_007_199_254_740_991])
    expect(rejected).toEqual([])
  })
  it('of other keys between them are told apart', async () => {
    const order = ['1,a,2026-03-01,1', '1,b,2026-03-01,2', '1,a,2026-03-01,4', '2,a,2026-03-01,8']
    expect(events(await group(order))).toEqual([
      'converted a 2026-03-01T00:00 500EUR',
      'converted b 2026-03-01T00:00 200EUR',
      'converted a 2026-03-01T00:00 800EUR',
    ])
  })
  it('must have the key', async () => {
    expect(reasons(await group([',a,2026-03-01,1']))).toEqual([
      '2: no is empty, so the row belongs to no group.',
    ])
  })
})

describe('a second run', () => {
  const content = 'who,at,paid\na,2026-03-01,5\na,2026-03-01,5\nb,2026-03-01,5'

  it('gives the same events', async () => {
    expect(await importing(content)).toEqual(await importing(content))
  })
  it('knows a row by its words as the page does, which has no SHA-256 but its own', async () => {
    const outcome = await importing('who,at,paid,note\na,2026-03-01,5,"Zoë, 日本"')
    const digest = sha256Of('a,2026-03-01,5,"Zoë, 日本"')
    expect(idsOf(outcome)).toEqual([JSON.stringify(['converted', digest, 1])])
  })
  it('counts equal rows once, and says so', async () => {
    const outcome = await importing(content)
    expect(idsOf(outcome)).toHaveLength(2)
    expect(reasons(outcome)).toEqual([
      '3: The row is the same as line 2 and counts once; with --keep-duplicates each counts.',
    ])
  })
  it('counts every row with --keep-duplicates', async () => {
    const outcome = await importing(content, { keepDuplicates: true })
    expect(new Set(idsOf(outcome)).size).toBe(3)
    expect(outcome.rejected).toEqual([])
  })
  it('knows a row by its id, whatever else changed', async () => {
    const map = 'contact=who,at=at,id=no'
    const before = await importing('no,who,at\n7,a,2026-03-01', { map })
    const after = await importing('no,who,at\n7,a,2026-03-05', { map })
    expect(idsOf(after)).toEqual(idsOf(before))
    expect(
      idsOf(await importing('no,who,at\n7,a,2026-03-01', { map, kind: 'visited' })),
    ).not.toEqual(idsOf(before))
  })
})

describe('bad rows', () => {
  it('are told one by one, and good ones load', async () => {
    const content = [
      'who,at,paid',
      'a,2026-03-01,5',
      ',2026-03-01,5',
      'a,soon,5',
      'a,,5',
      'a,2026-03-01,five',
      'a,2026-03-01,',
      'a@b@c,2026-03-01,5',
      'a,2026-03-01',
      'a,2026-03-01,5,6',
      'a,"2026-03-01"x,5',
      'b,2026-03-01,5',
    ].join('\n')
    const outcome = await importing(content)
    expect(events(outcome)).toEqual([
      'converted a 2026-03-01T00:00 500EUR',
      'converted b 2026-03-01T00:00 500EUR',
    ])
    expect(reasons(outcome)).toEqual([
      '3: Nobody is named: who is empty.',
      '4: at is "soon", which is not a date of the form auto.',
      '5: at is empty, so it is not known when it happened.',
      '6: paid is "five", which is not a number.',
      '7: There is no amount: paid is empty.',
      '8: "a@b@c" is no address: it names more than one address.',
      '9: The row has 2 fields, the header 3.',
      '10: The row has 4 fields, the header 3.',
      '11: There is text after a closing quote.',
    ])
    expect(outcome.rejected[0]?.row).toBe(',2026-03-01,5')
  })
  it('in NDJSON are told one by one', async () => {
    const outcome = await importing(`${ndjson}\n{"who":\n[1]\n\n"text"\n{}`)
    expect(events(outcome)).toEqual(annAndBob)
    expect(reasons(outcome)).toEqual([
      '3: The line is not a JSON object.',
      '4: The line is not a JSON object.',
      '6: The line is not a JSON object.',
      '7: Nobody is named: who is empty.',
    ])
  })
  it('do not include those that the filter leaves out', async () => {
    const outcome = await importing('who,at,paid\n,2026-03-01,5\na,2026-03-01,5', {
      where: 'who is not empty',
    })
    expect([events(outcome).length, reasons(outcome)]).toEqual([1, []])
  })
})

describe('quotes', () => {
  it('may hold line breaks, delimiters and quotes', async () => {
    const outcome = await importing(
      'who,at,paid\n"a, ""the\n\nfirst""",2026-03-01,5\nb,2026-03-01,5\n,,\n,2026-03-01,5',
    )
    expect(outcome.events.map((event) => event.externalId)).toEqual(['a, "the\n\nfirst"', 'b'])
    expect(reasons(outcome)).toEqual(['7: Nobody is named: who is empty.'])
  })
  it('left open cost one row, not the rest of the file', async () => {
    const many = Array.from({ length: 2_000 }, (_, i) => `c${i},2026-03-01,5`)
    const outcome = await importing(
      ['who,at,paid', '"a,2026-03-01,5', ...many, 'b,"2026-03-01,5'].join('\n'),
    )
    expect(outcome.events).toHaveLength(2_000)
    expect(reasons(outcome)).toEqual([
      '2: A quote opens a field here that is never closed.',
      '2003: A quote opens a field here that is never closed.',
    ])
  })
  it('that two rows leave open do not swallow what lies between', async () => {
    const outcome = await importing(
      'who,at,paid\n"a,2026-03-01,5\nb,2026-03-01,5\n"c,2026-03-01,5\nd,2026-03-01,5',
    )
    expect(outcome.events.map((event) => event.externalId)).toEqual(['b', 'd'])
    expect(outcome.rejected.map(({ line }) => line)).toEqual([2, 4])
  })
  it('inside a field are characters like others', async () => {
    const outcome = await importing('who,at,paid\n5" pipe,2026-03-01,5')
    expect(outcome.events[0]?.externalId).toBe('5" pipe')
  })
  it('left open on every line cost time in proportion', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `"c${i},2026-03-01,${'x'.repeat(100)}`)
    const started = performance.now()
    const outcome = await importing(['who,at,paid', ...lines].join('\n'))
    expect(outcome.rejected).toHaveLength(20_000)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

describe('a file that is no good', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'The file is empty: it has not even a header line.'],
    ['blank', '\n \n', 'The file is empty: it has not even a header line.'],
    ['an empty gzip', gzipSync(''), 'The file is empty: it has not even a header line.'],
    [
      'binary',
      Buffer.from([1, 2, 0, 3]),
      'The file is neither CSV, NDJSON nor Parquet: it has binary content.',
    ],
    ['a workbook', 'PK\x03\x04rest', 'The file is a ZIP archive or an Excel workbook'],
    ['a JSON array', '[{"who":1}]', 'The file is one JSON array: write one object per line'],
    [
      'not really Parquet',
      'PAR1 and then nothing',
      'The file begins like Parquet but cannot be read',
    ],
    [
      'not really gzip',
      Buffer.from([0x1f, 0x8b, 1, 2, 3]),
      'The file begins like gzip but cannot be unzipped',
    ],
    [
      'without the columns',
      'a,b\n1,2',
      '--map contact: There is no column "who". The file has: a, b.',
    ],
    [
      'with two columns of a name',
      'who,at,paid,paid\na,2026-03-01,1,2',
      '"paid" could be 2 columns (numbers 3, 4)',
    ],
    [
      'with a header that never ends',
      `"who${',x'.repeat(1_000)}`,
      'The header line cannot be read as CSV.',
    ],
  ])('is refused: %s', async (_what, content, sentence) => {
    expect(await problem(content)).toContain(sentence)
  })
  it('is refused where its dates could be two', async () => {
    expect(await problem('who,at,paid\na,1/2/2026,5')).toContain(
      '--map at=at: "1/2/2026" may be MM/DD/YYYY or DD/MM/YYYY',
    )
  })
  it('is refused where a filter names no column', async () => {
    expect(await problem(csv(), { where: 'Paid > 1 and colour = red' })).toBe(
      '--where "Paid > 1 and colour = red": There is no column "colour". The file has: who, at, paid.',
    )
  })
  it('is refused where there is none', async () => {
    await expect(
      imported('/nowhere/at/all.csv', { kind: 'sent', map: 'contact=a,at=b' }),
    ).rejects.toThrow('There is no file /nowhere/at/all.csv.')
    await expect(imported('/tmp', { kind: 'sent', map: 'contact=a,at=b' })).rejects.toThrow(
      '/tmp is not a file.',
    )
  })
  it('has no events where it has no rows', async () => {
    expect(await importing('who,at,paid')).toEqual({ events: [], rejected: [] })
  })
  it('does not mind a column twice that nobody asks for', async () => {
    expect(events(await importing('who,at,paid,x,x\na,2026-03-01,5,1,2'))).toHaveLength(1)
  })
})

describe('a damaged file', () => {
  const content = `who,at,paid\n${Array.from({ length: 50_000 }, (_, i) => `c${i},2026-03-01,${i}`).join('\n')}`

  it('that was cut short gives its good rows, then one clear reject', async () => {
    const zipped = gzipSync(content)
    const outcome = await importing(zipped.subarray(0, zipped.length / 2))
    expect(outcome.events.length).toBeGreaterThan(10_000)
    expect(outcome.events.map((event) => event.externalId)).toEqual(
      outcome.events.map((_, i) => `c${i}`),
    )
    expect(reasons(outcome)).toEqual([
      `${outcome.events.length + 2}: The gzip data ends or breaks here (unexpected end of file): the rest of the file is missing.`,
    ])
    expect(outcome.rejected.map(({ endsEarly }) => endsEarly)).toEqual([true])
  })
  it('never takes half a number for a whole one', async () => {
    const zipped = gzipSync(content)
    for (const part of [0.3, 0.31, 0.32, 0.33, 0.34]) {
      const outcome = await importing(zipped.subarray(0, zipped.length * part))
      expect(outcome.events.map((event) => event.money?.amount)).toEqual(
        outcome.events.map((_, i) => i * 100),
      )
    }
  })
  it('with bytes of another encoding loads where they do not matter', async () => {
    const latin = Buffer.from(
      'who,at,paid,note\na,2026-03-01,5,café\ncafé,2026-03-01,5,x',
      'latin1',
    )
    const outcome = await importing(latin)
    expect(events(outcome)).toHaveLength(1)
    expect(reasons(outcome)).toEqual([
      '3: who has bytes that are not UTF-8: say --encoding, such as latin1.',
    ])
  })
  it('with a line of 100 MB is read in little memory', async () => {
    const file = Buffer.concat([
      Buffer.from('who,at,paid\na,2026-03-01,5\n'),
      Buffer.alloc(100e6, 'x'),
      Buffer.from('\nb,2026-03-01,5'),
    ])
    await withFile(file, async (path) => {
      const before = process.memoryUsage.rss()
      const outcome = await imported(path, {
        kind: 'converted',
        map: 'contact=who,at=at,amount=paid',
        currency: 'EUR',
      })
      expect(process.memoryUsage.rss() - before).toBeLessThan(60e6)
      expect(outcome.events).toHaveLength(2)
      expect(outcome.rejected).toEqual([
        { line: 3, reason: 'The line is longer than 1 MB.', row: 'x'.repeat(2_000) },
      ])
    })
  })
})

describe('whoever stops early', () => {
  it.each([csv(), gzipSync(csv()), ndjson, parquet, gzipSync(parquet)])(
    'leaves nothing open: %#',
    async (content) => {
      const plan = readPlan({ kind: 'sent', map: 'contact=who,at=at' })
      await withFile(content, async (file) => {
        if (plan.ok)
          for await (const outcome of importFile(file, plan.value)) if ('event' in outcome) break
        const open = await Promise.all(
          (await readdir('/proc/self/fd')).map((fd) =>
            readlink(`/proc/self/fd/${fd}`).catch(() => ''),
          ),
        )
        expect(open).not.toContain(file)
        expect(await readdir(tmpdir())).not.toContainEqual(
          expect.stringContaining('airgraph-import-'),
        )
      })
    },
  )
})

describe('progress', () => {
  it('ends at the size of the file', async () => {
    const plan = readPlan({ kind: 'sent', map: 'contact=who,at=at' })
    await withFile(gzipSync(csv()), async (file) => {
      const seen = plan.ok ? await Array.fromAsync(importFile(file, plan.value)) : []
      const size = gzipSync(csv()).length
      expect(seen.at(-1)).toEqual({
        progress: { bytes: size, bytesRead: size, rows: 2, leftOut: 0 },
      })
    })
  })
})

describe('what happened, said by a column', () => {
  const mail = { map: 'contact=who,at=at,kind=what' }
  const file = (...whats: string[]) =>
    ['who,at,what', ...whats.map((what, i) => `p${i}@a.example,2026-01-01,${what}`)].join('\n')

  it('is read in our words and in those of others', async () => {
    const said = await importing(file('Opened', 'click', 'purchase', 'bounce'), {
      ...mail,
      kind: undefined,
    })
    expect(said.events.map(({ kind }) => kind)).toEqual([
      'opened',
      'clicked',
      'converted',
      'bounced',
    ])
    expect(said.events.map(({ bounce }) => bounce?.class)).toEqual([
      undefined,
      undefined,
      undefined,
      'undetermined',
    ])
  })

  it('an amount may be absent where nothing was paid, and only there', async () => {
    const lines = [
      'who,at,what,paid',
      'a@a.example,2026-01-01,opened,',
      'b@a.example,2026-01-01,order,',
    ]
    const said = await importing(lines.join('\n'), {
      kind: undefined,
      map: 'contact=who,at=at,kind=what,amount=paid',
    })
    expect(said.events.map(({ kind, money }) => [kind, money])).toEqual([['opened', undefined]])
    expect(said.rejected.map(({ reason }) => reason)).toEqual([
      'There is no amount: paid is empty.',
    ])
  })

  it('is the plan’s where the column is empty, and a reject where nobody says', async () => {
    const said = await importing(file('', 'teleported'), { ...mail, kind: 'sent' })
    expect(said.events.map(({ kind }) => kind)).toEqual(['sent'])
    expect(said.rejected.map(({ reason }) => reason)).toEqual([
      'what is "teleported", which is no kind of event that is known.',
    ])
    const unsaid = await importing(file(''), { ...mail, kind: undefined })
    expect(unsaid.rejected.map(({ reason }) => reason)).toEqual([
      'what is empty, so it is not known what happened.',
    ])
  })
})

it('every row is accounted for: in an event, left out, repeated or refused', async () => {
  const lines = ['a,2026-01-01,1,x', 'a,2026-01-01,2,x', 'b,2026-01-02,0,y', 'c,soon,3,z']
  const plan = readPlan({
    kind: 'converted',
    map: 'contact=who,at=at,amount=paid',
    currency: 'EUR',
    where: 'paid > 0',
  })
  if (!plan.ok) throw new Error(plan.error)
  const account = async (by: string | undefined, content: readonly string[]) =>
    withFile(['who,at,paid,invoice', ...content].join('\n'), async (file) => {
      const all = await Array.fromAsync(importFile(file, { ...plan.value, group: by }))
      const last = all.findLast((one) => 'progress' in one)
      const rejected = all.flatMap((one) => ('rejected' in one ? [one.rejected] : []))
      return {
        ...(last &&
          'progress' in last && { read: last.progress.rows, left: last.progress.leftOut }),
        inEvents: all.reduce((sum, one) => sum + ('event' in one ? one.rows : 0), 0),
        repeated: rejected.filter(({ repeated }) => repeated).length,
        refused: rejected.filter(({ repeated }) => !repeated).length,
      }
    })
  expect(await account('invoice', lines)).toEqual({
    read: 4,
    left: 1,
    inEvents: 2,
    repeated: 0,
    refused: 1,
  })
  expect(await account(undefined, [...lines, 'a,2026-01-01,1,x'])).toEqual({
    read: 5,
    left: 1,
    inEvents: 2,
    repeated: 1,
    refused: 1,
  })
})
