import { Failure } from '@airgraph/domain/failure.ts'
import type { FailureCode } from '@airgraph/domain/failure.ts'

export interface Advice {
  readonly title: string
  /** What the reader can do. */
  readonly next: string
  /** What the server said. */
  readonly detail: string
}

const advice: Record<FailureCode, Omit<Advice, 'detail'>> = {
  unavailable: {
    title: 'The server cannot answer right now',
    next: 'This page keeps trying. If it lasts, see what the server says where it was started.',
  },
  unauthorized: {
    title: 'You are signed out',
    next: 'Reload the page to sign in again.',
  },
  forbidden: {
    title: 'You may not see this',
    next: 'Ask whoever runs this Airgraph for a key with the scope “ask”.',
  },
  'too-expensive': {
    title: 'That is too much to count at once',
    next: 'Choose a shorter period.',
  },
  'rate-limited': {
    title: 'Too many questions at once',
    next: 'Wait a moment; this page tries again by itself.',
  },
  'not-found': {
    title: 'This does not exist here',
    next: 'Reload the page; the server may be of another version.',
  },
  invalid: {
    title: 'The server did not understand the question',
    next: 'Reload the page; the server may be of another version.',
  },
  'too-large': { title: 'The question is too large', next: 'Choose a shorter period.' },
  conflict: { title: 'Something changed meanwhile', next: 'Reload the page.' },
  cancelled: { title: 'The question was cancelled', next: 'Try again.' },
}

const ours = {
  title: 'Something went wrong on this page',
  next: 'Reload it. If it happens again, please report it with the words below.',
}

export const adviceFor = (error: Error): Advice => ({
  ...(error instanceof Failure ? advice[error.code] : ours),
  detail: error.message,
})
