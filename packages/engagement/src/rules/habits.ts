import { defineRule } from '../rule.ts'
import { clockOf, type Contact, type Message, once, type Subject } from '../story.ts'
import { weights } from '../weights.ts'

const { regularDelay, everyMessage } = weights

/** What one hand did to the contact's messages. */
interface Habit {
  /** From arrival to its first act on each message, in milliseconds. */
  readonly delays: number[]
  readonly messages: Set<Message>
  /** `null` until somebody asks. */
  regular: boolean | null
}

function readHabits({ subjects }: Contact) {
  const habits = new Map<string, Habit>()
  for (const { hand, message, at } of subjects) {
    const habit = habits.get(hand) ?? { delays: [], messages: new Set<Message>(), regular: null }
    habits.set(hand, habit)
    if (habit.messages.has(message)) continue
    habit.messages.add(message)
    const clock = clockOf(message)
    if (clock !== null) habit.delays.push(Math.max(0, at - clock))
  }
  return habits
}

const habitOf = ({ contact, hand }: Subject) =>
  once(contact, 'habits', () => readHabits(contact)).get(hand)

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
      const habit = habitOf(subject)
      if (!habit || !(habit.regular ??= isRegular(habit))) return null
      const weight =
        habit.delays.length >= regularDelay.many ? regularDelay.manyWeight : regularDelay.weight
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
