/** What the senders write: dated mailings planned week by week, and flows that wait for an occasion. */
import type { Properties, Stream } from '@airgraph/domain/event.ts'
import type { Programme } from './programme.ts'
import type { Random } from './random.ts'
import { peakIn } from './season.ts'
import type { Peak } from './season.ts'
import { sources } from './sources.ts'
import type { Source } from './sources.ts'
import type { SubjectTaste } from './subjects.ts'
import { subjects } from './subjects.ts'
import { offsetOf } from './zones.ts'

const hour = 3_600_000
const day = 24 * hour

export interface Variant {
  readonly properties: Properties
  /** True effects, in logits. */
  readonly open: number
  readonly click: number
}

export interface Campaign {
  readonly id: string
  readonly stream: Stream
  readonly source: Source
  /** What it is about first; the last three are the footer's. */
  readonly links: readonly string[]
  readonly variants: readonly Variant[]
  readonly open: number
  readonly click: number
  /** How much likelier than usual a visitor buys. */
  readonly offer: number
}

/** One that goes out on a day, to everybody or a share of them. */
export interface Mailing extends Campaign {
  readonly startsAt: number
  readonly lasts: number
  readonly share: number
  readonly toCompaniesOnly: boolean
}

const site = 'https://www.larkspur.example'
const slug = (id: string) => id.replaceAll(/[^a-z0-9]+/g, '-')

function drawLinks(random: Random, id: string) {
  const tag = `utm_source=mail&utm_campaign=${slug(id)}`
  const products = Array.from({ length: random.below(6) }, () => `p/${1000 + random.below(800)}`)
  return [slug(id), ...products, 'view', 'preferences', 'imprint'].map(
    (page) => `${site}/${page}?${tag}`,
  )
}

function drawVariants(
  random: Random,
  taste: SubjectTaste,
  theme: keyof typeof subjects,
  ab: boolean,
) {
  const first = random.below(subjects[theme].length)
  return ['A', 'B'].slice(0, ab ? 2 : 1).map((variant, i): Variant => {
    const subject = subjects[theme][(first + i) % subjects[theme].length] ?? ''
    const open = taste.effect(subject) + random.normal(0, taste.deviation / 2)
    const properties = ab ? { subject, variant } : { subject }
    return { properties, open, click: random.normal(open / 3, taste.deviation) }
  })
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

interface Drawing {
  readonly random: Random
  readonly taste: SubjectTaste
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

const flowPlans = {
  welcome1: {
    id: 'welcome 1',
    stream: 'marketing',
    source: sources.sendgrid,
    theme: 'welcome',
    open: 1.3,
    click: 0.6,
    offer: 1.2,
  },
  welcome2: {
    id: 'welcome 2',
    stream: 'marketing',
    source: sources.sendgrid,
    theme: 'welcome',
    open: 0.6,
    click: 0.3,
    offer: 1.2,
  },
  welcome3: {
    id: 'welcome 3',
    stream: 'marketing',
    source: sources.sendgrid,
    theme: 'welcome',
    open: 0.3,
    click: 0.1,
    offer: 1.4,
  },
  abandonedCart: {
    id: 'abandoned cart',
    stream: 'marketing',
    source: sources.sendgrid,
    theme: 'cart',
    open: 1,
    click: 1,
    offer: 4,
  },
  orderConfirmation: {
    id: 'order confirmation',
    stream: 'transactional',
    source: sources.ses,
    theme: 'order',
    open: 2.4,
    click: 0.2,
    offer: 0.1,
  },
  shipping: {
    id: 'shipping update',
    stream: 'transactional',
    source: sources.ses,
    theme: 'shipping',
    open: 2.2,
    click: 1.6,
    offer: 0.1,
  },
  passwordReset: {
    id: 'password reset',
    stream: 'transactional',
    source: sources.resend,
    theme: 'password',
    open: 3.2,
    click: 3.5,
    offer: 0.3,
  },
  outreach1: {
    id: 'outreach agencies 1',
    stream: 'outreach',
    source: sources.outreach,
    theme: 'outreach',
    open: 0.5,
    click: -0.6,
    offer: 0,
  },
  outreach2: {
    id: 'outreach agencies 2',
    stream: 'outreach',
    source: sources.outreach,
    theme: 'outreach',
    open: 0.2,
    click: -0.9,
    offer: 0,
  },
  outreach3: {
    id: 'outreach agencies 3',
    stream: 'outreach',
    source: sources.outreach,
    theme: 'outreach',
    open: 0,
    click: -1.1,
    offer: 0,
  },
} as const

export type Flows = Readonly<Record<keyof typeof flowPlans, Campaign>>

const flowOf = ({ random, taste }: Drawing, plan: (typeof flowPlans)[keyof Flows]): Campaign => ({
  ...plan,
  links: drawLinks(random, plan.id),
  variants: drawVariants(random, taste, plan.theme, plan.id === 'welcome 1'),
})

export const planFlows = (drawing: Drawing): Flows => ({
  welcome1: flowOf(drawing, flowPlans.welcome1),
  welcome2: flowOf(drawing, flowPlans.welcome2),
  welcome3: flowOf(drawing, flowPlans.welcome3),
  abandonedCart: flowOf(drawing, flowPlans.abandonedCart),
  orderConfirmation: flowOf(drawing, flowPlans.orderConfirmation),
  shipping: flowOf(drawing, flowPlans.shipping),
  passwordReset: flowOf(drawing, flowPlans.passwordReset),
  outreach1: flowOf(drawing, flowPlans.outreach1),
  outreach2: flowOf(drawing, flowPlans.outreach2),
  outreach3: flowOf(drawing, flowPlans.outreach3),
})
