import { say } from './toast.ts'

/** A browser may refuse: then the reader is told so. */
export const copyText = (text: string, done: string) =>
  navigator.clipboard.writeText(text).then(
    () => say(done),
    () =>
      say('The browser did not let us copy. Allow the clipboard for this site.', { tone: 'bad' }),
  )
