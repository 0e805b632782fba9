import { Failure } from '@airgraph/domain/failure.ts'

/** What better-auth says in its own few words, and what to do about it. */
const known: readonly (readonly [RegExp, string])[] = [
  [
    /invalid email or password/i,
    'The address or the password is not right. Try again, or set a new password.',
  ],
  [/^invalid password/i, 'The password is not right. Type the one you sign in with now.'],
  [
    /invalid (two.factor )?code|invalid otp/i,
    'That code is not right, or it is over. Type the one that the app shows now.',
  ],
  [/invalid backup code/i, 'That backup code is not right, or was used before. Try another.'],
  [/invalid two.factor cookie/i, 'That took too long. Sign in with your password again.'],
  [/invalid token/i, 'This link was used, or is over. Ask for a new one, and use the newest mail.'],
  [/passkey not found/i, 'This Airgraph does not know that passkey. Sign in with your password.'],
  [
    /session.*not fresh|fresh session/i,
    'You signed in more than a day ago. Sign out, sign in again, and come back.',
  ],
  [
    /nobody of that address is invited/i,
    'Nobody of that address is invited. Ask for an invitation.',
  ],
  [
    /account not linked|unable.to.link/i,
    'There is an account of that address. Sign in with its password.',
  ],
  [/too many|locked/i, 'Too many tries. Wait a while, then try again.'],
]

/** A refusal as a sentence that says what to do. */
export function inSentence(error: Error): string {
  if (error instanceof Failure && error.code === 'rate-limited') return error.message
  if (error.name === 'NotAllowedError')
    return 'The browser was given no passkey: it was cancelled, or it took too long. Try again.'
  if (error.name === 'SecurityError')
    return 'Passkeys work only at the address that this Airgraph is known by. Open it there; whoever runs it sets it with PUBLIC_URL.'
  if (error.name === 'InvalidStateError') return 'This device has a passkey for you already.'
  const [, words = error.message] = known.find(([pattern]) => pattern.test(error.message)) ?? []
  return words
}
