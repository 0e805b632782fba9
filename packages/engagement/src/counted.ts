import { clockOf, type Message } from './story.ts'

/** Known to have come, and not waited for: of such messages people click a few of a hundred. */
export const isCounted = (message: Message) => clockOf(message) !== null && !message.awaited
