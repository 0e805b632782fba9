import { defineRule } from '../rule.ts'
import { clockOf, type Contact, type Message, once, type Subject } from '../story.ts'
import { weights } from '../weights.ts'

const { regularDelay, everyMessage } = weights

/** What one hand did to the contact's messages. */
interface Habit {
  /** From arrival to its first act on each message, in milliseconds. */
  readonly delays: number[]
  readonly messages: Set<Message>
}

const keyOf = ({ kind, hand }: Subject) => `${kind} ${hand}`

function readHabits({ subjects }: Contact) {
  const habits = new Map<string, Habit>()
  for (const subject of subjects) {
    const habit = habits.get(keyOf(subject)) ?? { delays: [], messages: new Set<Message>() }
    habits.set(keyOf(subject), habit)
    if (habit.messages.has(subject.message)) continue
    habit.messages.add(subject.message)
    const clock = clockOf(subject.message)
    if (clock !== null) habit.delays.push(Math.max(0, subject.at - clock))
  }
  return habits
}

const habitOf = (subject: Subject) =>
  once(subject.contact, 'habits', () => readHabits(subject.contact)).get(keyOf(subject))

const mean = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0) / numbers.length

/** Standard deviation of the logarithms of delays, each a second longer so that none is nothing. */
function spreadOf(delays: readonly number[]) {
  const logs = delays.map((delay) => Math.log(delay / 1_000 + 1))
  const middle = mean(logs)
  return Math.sqrt(mean(logs.map((log) => (log - middle) ** 2)))
}

const median = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0

const isRegular = ({ delays }: Habit) =>
  delays.length >= regularDelay.atLeast &&
  median(delays) <= regularDelay.medianAtMost &&
  spreadOf(delays) <= regularDelay.spread

const regularity = (subject: Subject) =>
  once(subject.contact, `regular ${keyOf(subject)}`, () => {
    const habit = habitOf(subject)
    return habit && isRegular(habit) ? habit.delays.length : 0
  })

const arrived = (contact: Contact) =>
  once(
    contact,
    'arrived',
    () => contact.messages.filter((message) => clockOf(message) !== null).length,
  )

export const habitRules = [
  defineRule({
    name: 'regular-delay',
    words: 'Always the same short time after the message, as only machines keep',
    about: 'both',
    range: [regularDelay.manyWeight, regularDelay.weight],
    look: 'first',
    weigh(subject) {
      const times = regularity(subject)
      if (times === 0) return null
      const weight = times >= regularDelay.many ? regularDelay.manyWeight : regularDelay.weight
      return { weight, points: subject.kind === 'clicked' ? 'scanner' : 'prefetch' }
    },
  }),
  defineRule({
    name: 'every-message',
    words: 'Nearly every message that the contact got was clicked from the same place',
    about: 'clicked',
    range: [everyMessage.weight, 0],
    look: 'first',
    weigh(click) {
      const messages = arrived(click.contact)
      if (messages < everyMessage.messages) return null
      const share = (habitOf(click)?.delays.length ?? 0) / messages
      const { from, to, weight } = everyMessage
      const part = Math.min(1, Math.max(0, (share - from) / (to - from)))
      return part > 0 ? { weight: weight * part, points: 'scanner' } : null
    },
  }),
]
