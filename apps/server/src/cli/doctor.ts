import { getStorage, type Storage } from '@airgraph/contract/installation.ts'
import { Command, Option } from 'commander'
import { price } from './numbers.ts'
import { print } from './print.ts'
import { withApi } from './with-api.ts'

interface Given {
  readonly price: string
  readonly coldPrice: string
  readonly json?: true
}

export const doctorCommand = new Command('doctor')
  .description(
    'what is stored, how it grows, when the disk is full, what it costs, and what is wrong',
  )
  .addOption(
    new Option('--price <per GB and month>', 'what a gigabyte of storage costs')
      .argParser(price)
      .default('0.10'),
  )
  .addOption(
    new Option('--cold-price <per GB and month>', 'what a gigabyte of archive costs')
      .argParser(price)
      .default('0.025'),
  )
  .option('--json', 'as the API says it')
  .action(async ({ price: warm, coldPrice, json }: Given) => {
    const storage = await withApi(undefined, (api) =>
      api(getStorage, {
        query: { pricePerGigabyteMonth: warm, coldPricePerGigabyteMonth: coldPrice },
      }),
    )
    print(json ? JSON.stringify(storage, null, 2) : inWords(storage))
    if (storage.warnings.length > 0) process.exitCode = 1
  })

const count = (n: number) => Math.round(n).toLocaleString('en')
function size(bytes: number | null): string {
  if (bytes === null) return 'unknown'
  const [unit, by] = bytes >= 1e9 ? ['GB', 1e9] : bytes >= 1e6 ? ['MB', 1e6] : ['kB', 1e3]
  return `${(bytes / by).toFixed(1)} ${unit}`
}
const money = (n: number | null) => (n === null ? 'unknown' : n.toFixed(2))

const inWords = (s: Storage) =>
  [
    ...s.tables.map(
      ({ table, rows, bytes, parts }) =>
        `${table.padEnd(20)}${count(rows).padStart(16)} rows${size(bytes).padStart(12)}${String(parts).padStart(7)} parts`,
    ),
    `${'records'.padEnd(20)}${' '.repeat(21)}${size(s.recordsBytes).padStart(12)}`,
    '',
    `An event takes          ${s.bytesPerEvent === null ? 'unknown' : `${s.bytesPerEvent.toFixed(0)} bytes, everything counted that stays`}`,
    `A day brings            ${s.eventsPerDay === null ? 'nothing in the last seven days' : `${count(s.eventsPerDay)} events, ${size(s.bytesPerDay)}`}`,
    `The disk has            ${size(s.diskFreeBytes)} left${s.diskFullOn === null ? '' : `, and is full on ${s.diskFullOn}`}`,
    `Storage costs           ${money(s.cost.now)} a month at ${s.cost.pricePerGigabyteMonth} per GB; in a year ${money(s.cost.inAYear)}, at ten times the growth ${money(s.cost.inAYearTenfold)}`,
    `The archive has         ${count(s.cold.months)} months, ${count(s.cold.events)} events, ${size(s.cold.bytes)} (cold); it costs ${money(s.cold.cost)} a month at ${s.cold.pricePerGigabyteMonth} per GB`,
    `Behind                  ${count(s.behind.folding)} events to fold, ${count(s.behind.judging)} to judge${s.behind.carrying === null ? '' : `, ${count(s.behind.carrying)} messages of the log to carry`}`,
    '',
    ...(s.warnings.length === 0 ? ['Nothing is wrong.'] : s.warnings.map((one) => `! ${one}`)),
  ].join('\n')
