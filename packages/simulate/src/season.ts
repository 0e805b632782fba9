/** The shop's year: when people buy more, and what the senders call it. */
const day = 86_400_000

export interface Peak {
  readonly name: string
  readonly startsAt: number
  readonly days: number
  /** 1 doubles what people would do anyway. */
  readonly strength: number
}

const fixed = [
  { name: 'new year sale', month: 0, date: 3, days: 8, strength: 0.7 },
  { name: 'valentine gifts', month: 1, date: 9, days: 5, strength: 0.4 },
  { name: 'spring sale', month: 3, date: 8, days: 7, strength: 1.1 },
  { name: 'summer sale', month: 6, date: 2, days: 9, strength: 1.3 },
  { name: 'back to school', month: 7, date: 24, days: 6, strength: 0.5 },
  { name: 'autumn sale', month: 9, date: 7, days: 6, strength: 0.8 },
  { name: 'christmas gifts', month: 11, date: 8, days: 11, strength: 1.2 },
] as const

/** The Monday before the day after the fourth Thursday of November. */
function blackFriday(year: number): Peak {
  const first = new Date(Date.UTC(year, 10, 1)).getUTCDay()
  const friday = 1 + ((11 - first) % 7) + 21 + 1
  return { name: 'black friday', startsAt: Date.UTC(year, 10, friday - 4), days: 8, strength: 2.4 }
}

const peaksOf = (year: number): readonly Peak[] => [
  ...fixed.map(({ month, date, ...peak }) => ({ ...peak, startsAt: Date.UTC(year, month, date) })),
  blackFriday(year),
]

const cached = new Map<number, readonly Peak[]>()
function peaksAround(at: number) {
  const year = new Date(at).getUTCFullYear()
  const known = cached.get(year)
  if (known) return known
  const peaks = peaksOf(year)
  cached.set(year, peaks)
  return peaks
}

/** The sale that is on in the seven days from then, if any. */
export const peakIn = (week: number): Peak | null =>
  peaksAround(week + 6 * day).find(
    ({ startsAt }) => startsAt >= week && startsAt < week + 7 * day,
  ) ?? null

/** 1 on an ordinary day. */
export const demand = (at: number): number =>
  peaksAround(at).reduce((sum, { startsAt, days, strength }) => {
    const middle = startsAt + (days * day) / 2
    return sum + strength * Math.exp(-(((at - middle) / (days * day * 0.4)) ** 2))
  }, 1)
