/** Campaigns that go out on a day, planned week by week. */
import { type Campaign, type Drawing, drawLinks, drawVariants } from './campaign.ts'
import type { Programme } from './programme.ts'
import type { Random } from './random.ts'
import { peakIn } from './season.ts'
import type { Peak } from './season.ts'
import { sources } from './sources.ts'
import type { Source } from './sources.ts'
import type { subjects } from './subjects.ts'
import { offsetOf } from './zones.ts'

const hour = 3_600_000
const day = 24 * hour

/** One that goes out on a day, to everybody or a share of them. */
export interface Mailing extends Campaign {
  readonly startsAt: number
  readonly lasts: number
  readonly share: number
  readonly toCompaniesOnly: boolean
}

interface Theme {
  readonly theme: keyof typeof subjects
  readonly name: string
  /** From Monday 00:00 on the senders' clock. */
  readonly hours: number
  readonly source: Source
  readonly share: number
  readonly weight: number
  readonly offer: number
  readonly toCompaniesOnly?: boolean
}

const themes: readonly Theme[] = [
  {
    theme: 'newsletter',
    name: 'newsletter',
    hours: 3 * 24 + 10,
    source: sources.brevo,
    share: 0.6,
    weight: 5,
    offer: 0.8,
  },
  {
    theme: 'offer',
    name: 'weekly offers',
    hours: 24 + 9.5,
    source: sources.sendgrid,
    share: 0.5,
    weight: 4,
    offer: 1.3,
  },
  {
    theme: 'product',
    name: 'product news',
    hours: 2 * 24 + 14,
    source: sources.mailgun,
    share: 0.45,
    weight: 3,
    offer: 0.7,
  },
  {
    theme: 'trade',
    name: 'trade offers',
    hours: 11,
    source: sources.mailgun,
    share: 0.9,
    weight: 2,
    offer: 1,
    toCompaniesOnly: true,
  },
  {
    theme: 'weekend',
    name: 'weekend picks',
    hours: 5 * 24 + 17,
    source: sources.brevo,
    share: 0.4,
    weight: 2,
    offer: 1,
  },
]

const saleDays = (peak: Peak): readonly Theme[] => {
  const sale = { theme: 'sale', source: sources.sendgrid, share: 0.8, weight: 1 } as const
  const opening = { ...sale, name: peak.name, hours: 24 + 8, offer: 1.6 + peak.strength / 2 }
  const closing = { ...sale, name: `${peak.name} last chance`, hours: 4 * 24 + 16, offer: 2 }
  return peak.strength < 0.6 ? [opening] : [opening, closing]
}

/** Names are told apart by a count: "2026-10 newsletter", "2026-10 newsletter 2". */
function createNaming() {
  const used = new Map<string, number>()
  return (at: number, name: string) => {
    const id = `${new Date(at).toISOString().slice(0, 7)} ${name}`
    const count = (used.get(id) ?? 0) + 1
    used.set(id, count)
    return count === 1 ? id : `${id} ${count}`
  }
}

function drawMailing(
  { random, taste }: Drawing,
  theme: Theme,
  startsAt: number,
  id: string,
): Mailing {
  return {
    id,
    stream: 'marketing',
    source: theme.source,
    links: drawLinks(random, id),
    variants: drawVariants(random, taste, theme.theme, random.chance(0.4)),
    open: random.normal(0.05, taste.deviation),
    click: random.normal(0, taste.deviation),
    offer: theme.offer,
    startsAt,
    lasts: random.between(12, 55) * 60_000,
    share: theme.share,
    toCompaniesOnly: theme.toCompaniesOnly ?? false,
  }
}

/** The themes of one week: `perWeek` of them on average, and the sale's if there is one. */
function themesOf(random: Random, week: number, perWeek: number): readonly Theme[] {
  const count = Math.floor(perWeek) + (random.chance(perWeek % 1) ? 1 : 0)
  const chosen = Array.from({ length: count }, () => random.weighted(themes))
  const peak = peakIn(week)
  return [...new Set(chosen), ...(peak ? saleDays(peak) : [])]
}

/** Every mailing that begins within the programme, earliest first. */
export function planMailings(programme: Programme, drawing: Drawing): readonly Mailing[] {
  const { from, to, campaignsPerWeek = 2, timeZone = 'Europe/Berlin' } = programme
  const nameAt = createNaming()
  const plans: Mailing[] = []
  const monday = Math.floor((from.getTime() / day + 3) / 7) * 7 - 3 // the epoch began on a Thursday
  for (let week = monday * day; week < to.getTime(); week += 7 * day) {
    const themed = themesOf(drawing.random, week, campaignsPerWeek)
    for (const theme of themed.toSorted((a, b) => a.hours - b.hours)) {
      const startsAt =
        week + theme.hours * hour - offsetOf(timeZone, week) + drawing.random.below(12) * 60_000
      if (startsAt < from.getTime() || startsAt >= to.getTime()) continue
      plans.push(drawMailing(drawing, theme, startsAt, nameAt(startsAt, theme.name)))
    }
  }
  return plans.sort((a, b) => a.startsAt - b.startsAt)
}
