/** Subject lines, and what this audience makes of their features. */
import type { Random } from './random.ts'
import type { World } from './world.ts'

export const subjects = {
  newsletter: [
    'What we made this month',
    'Five things worth your time',
    'A letter from the workshop',
    'Have you seen our new colours?',
    'Behind the scenes: how a jacket is made',
    'Your reading list for the weekend',
  ],
  offer: [
    '20% off everything knitted',
    'This week only: 3 for 2',
    'Our best prices this week',
    'Something for you, 15% lighter',
    'Last sizes, lower prices',
    'Free delivery until Sunday',
  ],
  product: [
    'New: the waterproof tote',
    'What is new in September',
    'We listened: pockets!',
    'The jacket is back in stock',
    'Now in 7 colours',
    'Meet the new sizes guide',
  ],
  trade: [
    'Trade prices for the new season',
    'Your quarterly price list',
    'Bulk orders: 12% from 50 pieces',
    'Samples for your team?',
  ],
  weekend: [
    'Weekend picks ☀',
    'Slow Sunday, warm socks',
    'Three looks for the weekend',
    'What to wear on Saturday?',
  ],
  sale: [
    'It starts today: up to 40% off',
    'The sale is on 🎉',
    'Doors open: our biggest sale',
    'Only hours left',
    'Last chance: ends at midnight',
    'You were first in line',
  ],
  welcome: [
    'Welcome! Here is 10% off',
    'Glad you are here',
    'How we make things',
    'What would you like to hear from us?',
  ],
  cart: ['You left something behind', 'Still thinking it over?'],
  order: ['Thank you for your order'],
  shipping: ['Your order is on its way'],
  password: ['Reset your password'],
  outreach: [
    'Merchandise for your clients?',
    'A question about your agency',
    'Following up',
    'Worth 15 minutes?',
  ],
} as const satisfies Record<string, readonly string[]>

const features: readonly ((subject: string) => boolean)[] = [
  (subject) => /\d/.test(subject),
  (subject) => subject.includes('?'),
  (subject) => /\p{Extended_Pictographic}/u.test(subject),
  (subject) => subject.length < 24,
  (subject) => /last|only|today|until|hours/i.test(subject),
  (subject) => /\byour?\b/i.test(subject),
]

export interface SubjectTaste {
  readonly deviation: number
  /** In logits of opening. */
  effect(subject: string): number
}

/** Sparse: about half of the features leave this audience cold. */
export function drawTaste(random: Random, { subjectEffect }: World): SubjectTaste {
  const weights = features.map(() => (random.chance(0.5) ? random.normal(0, subjectEffect) : 0))
  return {
    deviation: subjectEffect,
    effect: (subject) =>
      features.reduce((sum, has, i) => sum + (has(subject) ? (weights[i] ?? 0) : 0), 0),
  }
}
