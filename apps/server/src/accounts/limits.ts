import { hours, minutes } from '@airgraph/domain/units.ts'
import type { Allowance } from '@airgraph/store/records/attempts.ts'

interface Tried {
  readonly email: string
  /** Where it comes from; unknown is a network too. */
  readonly network: string | null
}

/**
 * Passwords for one address: few from one network, and not many from all of them, so that nobody can guess for long, nor
 * lock somebody out from elsewhere with a handful. Addresses that nobody has are counted alike.
 */
export const signInAllowances = ({ email, network }: Tried): readonly Allowance[] => [
  { key: `sign-in ${email} ${network}`, most: 10, within: minutes(15) },
  { key: `sign-in ${email}`, most: 50, within: hours(1) },
  { key: `sign-in from ${network}`, most: 200, within: minutes(15) },
]

/** What a right password takes back. */
export const forgivenBySignIn = ({ email, network }: Tried) => [
  `sign-in ${email} ${network}`,
  `sign-in ${email}`,
]

export const resetAllowances = ({ email, network }: Tried): readonly Allowance[] => [
  { key: `reset ${email}`, most: 5, within: hours(1) },
  { key: `reset from ${network}`, most: 60, within: hours(1) },
]

interface Wanted extends Tried {
  readonly personId: string
}

/** Each try may guess a password, and sends a mail to an address that somebody typed. */
export const emailChangeAllowances = ({
  personId,
  email,
  network,
}: Wanted): readonly Allowance[] => [
  { key: `change email ${personId}`, most: 10, within: hours(1) },
  { key: `change email to ${email}`, most: 5, within: hours(1) },
  { key: `change email from ${network}`, most: 60, within: hours(1) },
]

/** Tokens and codes that are too long to guess; this is against noise. */
export const tokenAllowances = (network: string | null): readonly Allowance[] => [
  { key: `token from ${network}`, most: 300, within: minutes(15) },
]

export const mailAllowances = (workspaceId: string): readonly Allowance[] => [
  { key: `mail of ${workspaceId}`, most: 200, within: hours(24) },
]
