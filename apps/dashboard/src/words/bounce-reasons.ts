interface Words {
  readonly title: string
  /** Whose problem it is, and what to do. */
  readonly next: string
}

/** Only an address that is wrong is the recipient's matter; what is ours must not silence them. */
export const bounceReasons: Readonly<Partial<Record<string, Words>>> = {
  'invalid-address': {
    title: 'The address does not exist',
    next: 'Send there no more. Many at once: look where the addresses came from.',
  },
  'mailbox-full': { title: 'The mailbox is full', next: 'Theirs. Try again in some days.' },
  'mailbox-disabled': { title: 'The mailbox is not used any more', next: 'Send there no more.' },
  spam: {
    title: 'Refused as spam',
    next: 'Ours, not the recipient’s: look at content, volume and complaints at this provider.',
  },
  blocked: {
    title: 'We are blocked',
    next: 'Ours: look for a block list, and ask the provider to lift it.',
  },
  policy: {
    title: 'Refused by a policy',
    next: 'Ours: see what the refusal says, and check SPF, DKIM and DMARC.',
  },
  auth: {
    title: 'Not authenticated',
    next: 'Ours: check SPF, DKIM and DMARC of the sending domain.',
  },
  'rate-limited': {
    title: 'Too much at once',
    next: 'Ours: send more slowly to this provider; it is tried again.',
  },
  deferred: { title: 'Put off for a while', next: 'Usual in small numbers; it is tried again.' },
  expired: {
    title: 'Tried until it was too late',
    next: 'Look what was said before it was given up.',
  },
  dns: { title: 'The domain cannot be found', next: 'Often a typing mistake in the address.' },
  suppressed: {
    title: 'Held back by the sender',
    next: 'On its suppression list: it bounced, complained or unsubscribed before.',
  },
  unreachable: {
    title: 'Their server cannot be reached',
    next: 'Theirs, as a rule; it is tried again.',
  },
  greylisted: {
    title: 'Asked to come again later',
    next: 'Usual at the first contact; it is tried again.',
  },
  throttled: {
    title: 'Too much at once',
    next: 'Ours: send more slowly to this provider; it is tried again.',
  },
  'too-large': {
    title: 'The message is too large',
    next: 'Ours: send links in place of attachments.',
  },
  rendering: {
    title: 'The template could not be filled',
    next: 'Ours: see which field it misses.',
  },
  unsubscribed: {
    title: 'Unsubscribed at the sender',
    next: 'Take them off the list that is sent to.',
  },
  complained: {
    title: 'Marked us as spam before',
    next: 'Take them off every list of marketing mail.',
  },
  other: { title: 'No reason that we know', next: 'See the contact’s timeline for what was said.' },
  unknown: { title: 'No reason was given', next: 'See the contact’s timeline for what was said.' },
}
