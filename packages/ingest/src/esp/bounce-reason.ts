/**
 * Why a message did not arrive, in one small set of words for all ESPs.
 *
 * `suppressed`, `unsubscribed`, `complained`: the ESP did not even try, because of what this address did before.
 * `expired`: it tried until it gave up. `other`: nobody said, or not in words that we know.
 */
export const bounceReasons = [
  'invalid-address',
  'mailbox-full',
  'mailbox-disabled',
  'dns',
  'unreachable',
  'expired',
  'greylisted',
  'throttled',
  'spam',
  'blocked',
  'authentication',
  'policy',
  'too-large',
  'rendering',
  'suppressed',
  'unsubscribed',
  'complained',
  'other',
] as const
export type BounceReason = (typeof bounceReasons)[number]

/** Words first, since servers choose their codes freely; the first that matches decides. */
const signs: readonly (readonly [BounceReason, RegExp])[] = [
  ['greylisted', /gr[ae]y-?\s?list/i],
  [
    'mailbox-full',
    /\b[45]\.2\.2\b|over ?quota|quota exceeded|(?:mailbox|inbox) (?:is |was )?full/i,
  ],
  ['too-large', /\b[45]\.(?:2\.3|3\.4)\b|too (?:large|big)|exceeds? (?:the )?(?:maximum|size)/i],
  ['authentication', /\b[45]\.7\.(?:2[0-6]|515)\b|\b(?:spf|dkim|dmarc)\b|unauthenticated/i],
  ['spam', /\bspam(?!haus|cop)|junk|bulk mail|unsolicited|content (?:reject|block)/i],
  [
    'blocked',
    /black ?list|block ?list|\bblocked|deny ?list|\brbl\b|\bdnsbl\b|spamhaus|spamcop|reputation/i,
  ],
  [
    'throttled',
    /rate.?limit|throttl|too many|\b4\.7\.(?:0|28)\b|temporarily deferred|try again later/i,
  ],
  ['mailbox-disabled', /\b[45]\.2\.1\b|disabled|inactive|suspended|deactivated/i],
  [
    'dns',
    /\b[45]\.(?:1\.2|4\.[346])\b|no mx\b|unable to find mx|\bdns\b|domain (?:not found|does)|host not found|nxdomain/i,
  ],
  [
    'invalid-address',
    /\b[45]\.1\.[0136]\b|\b5\.5\.0\b|user unknown|unknown user|no such (?:user|recipient|mailbox)|does not exist|not exist|invalid (?:recipient|address|mailbox)|recipient (?:address )?rejected|mailbox (?:not found|unavailable)|recipnotfound/i,
  ],
  ['expired', /\b[45]\.4\.7\b|expired|too old|retry time(?:out| limit)|gave up/i],
  [
    'unreachable',
    /\b[45]\.4\.[0125]\b|time(?:d )?.?out|connection|unable to connect|unreachable|network/i,
  ],
  ['policy', /\b[45]\.7\.\d{1,3}\b|policy|not allowed|denied|virus|attachment/i],
]

/** From what the receiving server or the ESP said. */
export const reasonFrom = (said: string): BounceReason =>
  signs.find(([, sign]) => sign.test(said))?.[0] ?? 'other'
