import type { Reported } from '@airgraph/domain/event.ts'

interface Money {
  readonly kind: string
  readonly currency: string
  /** In the currency's smallest unit. */
  readonly amount: number
}

/** What came of a file so far. Every row is in one of `inEvents`, `leftOut`, `repeated`, `refused`, or still underway. */
export interface Tally {
  readonly rows: number
  readonly inEvents: number
  readonly leftOut: number
  readonly repeated: number
  readonly refused: number
  readonly kinds: ReadonlyMap<string, number>
  readonly money: readonly Money[]
  /** When the first and the last of them happened. */
  readonly from: number | null
  readonly to: number | null
}

export const nothingYet: Tally = {
  rows: 0,
  inEvents: 0,
  leftOut: 0,
  repeated: 0,
  refused: 0,
  kinds: new Map(),
  money: [],
  from: null,
  to: null,
}

export interface Made {
  readonly event: Reported
  readonly rows: number
}

/** With events that the server has taken. */
export function withTaken(tally: Tally, taken: readonly Made[]): Tally {
  const kinds = new Map(tally.kinds)
  const money = new Map(tally.money.map((one) => [`${one.kind} ${one.currency}`, one]))
  let { inEvents, from, to } = tally
  for (const { event, rows } of taken) {
    inEvents += rows
    kinds.set(event.kind, (kinds.get(event.kind) ?? 0) + 1)
    const at = event.occurredAt.getTime()
    from = Math.min(from ?? at, at)
    to = Math.max(to ?? at, at)
    if (event.money === undefined) continue
    const { currency, amount } = event.money
    const before = money.get(`${event.kind} ${currency}`)?.amount ?? 0
    money.set(`${event.kind} ${currency}`, { kind: event.kind, currency, amount: before + amount })
  }
  return { ...tally, inEvents, kinds, money: [...money.values()], from, to }
}

export const eventsOf = ({ kinds }: Tally) => [...kinds.values()].reduce((sum, n) => sum + n, 0)

/** Whether every row that was read is accounted for. */
export const addsUp = ({ rows, inEvents, leftOut, repeated, refused }: Tally) =>
  rows === inEvents + leftOut + repeated + refused
