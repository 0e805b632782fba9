import type { Properties, Stream } from '@airgraph/domain/event.ts'
import type { Random } from './random.ts'
import type { Source } from './sources.ts'
import { subjects } from './subjects.ts'
import type { SubjectTaste } from './subjects.ts'

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

/** What a campaign is drawn from. */
export interface Drawing {
  readonly random: Random
  readonly taste: SubjectTaste
}

const site = 'https://www.larkspur.example'
const slug = (id: string) => id.replaceAll(/[^a-z0-9]+/g, '-')

export function drawLinks(random: Random, id: string) {
  const tag = `utm_source=mail&utm_campaign=${slug(id)}`
  const products = Array.from({ length: random.below(6) }, () => `p/${1000 + random.below(800)}`)
  return [slug(id), ...products, 'view', 'preferences', 'imprint'].map(
    (page) => `${site}/${page}?${tag}`,
  )
}

export function drawVariants(
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
