import { clockOf, type Contact, type Message } from './story.ts'

/** Known to have come, and not waited for: of such messages people click a few of a hundred. */
export const isCounted = (message: Message) => clockOf(message) !== null && !message.awaited

export const countedIn = ({ messages }: Contact) => messages.filter(isCounted).length

export const clickedIn = ({ messages }: Contact) =>
  messages.filter((message) => isCounted(message) && message.clicks.length > 0).length
