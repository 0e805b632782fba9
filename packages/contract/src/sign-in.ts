/**
 * Signing in and out, passwords, second factors, passkeys and single sign-on. Every one is answered by better-auth; only
 * what is listed here can be called.
 */
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Email, Password } from './me.ts'
import { Problem } from './problem.ts'

/** An answer of better-auth's, as it gives it. */
const Answer = z.record(z.string(), z.unknown())
const Answers = z.union([Answer, z.array(Answer)])
const refusals = { 400: Problem, 401: Problem, 403: Problem, 404: Problem, 429: Problem } as const
/** Whoever signs in says it as it is, however short. */
const CurrentPassword = z.string().min(1).max(128)
const Path = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])/, 'expected a path of this server, such as "/settings"')

const forAnyone = { scope: 'open', role: 'anyone' } as const
const forPeople = { scope: 'person', role: 'person' } as const

export const signInEmail = endpoint({
  method: 'POST',
  path: '/v1/auth/sign-in/email',
  summary: 'Sign in with an address and a password',
  description:
    'The answer sets the session’s cookie; with a second factor it says `twoFactorRedirect` instead. The same refusal, as late, whether the address is known or not.',
  ...forAnyone,
  body: z.strictObject({
    email: Email,
    password: CurrentPassword,
    rememberMe: z.boolean().optional(),
  }),
  reply: { 200: Answer, ...refusals },
})

export const signInProvider = endpoint({
  method: 'POST',
  path: '/v1/auth/sign-in/social',
  summary: 'Begin to sign in at a provider: the answer says where to go',
  ...forAnyone,
  body: z.strictObject({
    provider: z.string().min(1).max(64),
    callbackURL: Path.default('/'),
    errorCallbackURL: Path.default('/sign-in'),
  }),
  reply: { 200: Answer, ...refusals },
})

export const providerCallback = endpoint({
  method: 'GET',
  path: '/v1/auth/callback/:provider',
  summary: 'Where a provider sends back to',
  ...forAnyone,
  params: z.object({ provider: z.string().max(64) }),
  query: z.record(z.string(), z.string()),
  reply: { 200: Answer, 302: z.string(), ...refusals },
})

export const signOut = endpoint({
  method: 'POST',
  path: '/v1/auth/sign-out',
  summary: 'Sign out',
  ...forAnyone,
  reply: { 200: Answer, ...refusals },
})

export const requestPasswordReset = endpoint({
  method: 'POST',
  path: '/v1/auth/request-password-reset',
  summary: 'Ask for a mail with a link to set a new password',
  description: 'The same answer, as late, whether the address is known or not.',
  ...forAnyone,
  body: z.strictObject({ email: Email }),
  reply: { 200: Answer, ...refusals },
})

export const setPassword = endpoint({
  method: 'POST',
  path: '/v1/auth/reset-password',
  summary: 'Set a new password with the token of such a link',
  description: 'Everywhere else that person is signed out.',
  ...forAnyone,
  body: z.strictObject({ token: z.string().min(1).max(200), newPassword: Password }),
  reply: { 200: Answer, ...refusals },
})

export const changePassword = endpoint({
  method: 'POST',
  path: '/v1/auth/change-password',
  summary: 'Change one’s own password',
  ...forPeople,
  body: z.strictObject({
    currentPassword: CurrentPassword,
    newPassword: Password,
    revokeOtherSessions: z.boolean().default(true),
  }),
  reply: { 200: Answer, ...refusals },
})

const Code = z.string().trim().min(1).max(64)

export const verifyTotp = endpoint({
  method: 'POST',
  path: '/v1/auth/two-factor/verify-totp',
  summary: 'Give the code of the second factor: after the password, or to switch it on',
  ...forAnyone,
  body: z.strictObject({ code: Code, trustDevice: z.boolean().optional() }),
  reply: { 200: Answer, ...refusals },
})

export const verifyBackupCode = endpoint({
  method: 'POST',
  path: '/v1/auth/two-factor/verify-backup-code',
  summary: 'Give a backup code instead: each works once',
  ...forAnyone,
  body: z.strictObject({ code: Code, trustDevice: z.boolean().optional() }),
  reply: { 200: Answer, ...refusals },
})

const WithPassword = z.strictObject({ password: CurrentPassword })

export const enableTwoFactor = endpoint({
  method: 'POST',
  path: '/v1/auth/two-factor/enable',
  summary: 'Begin to use a second factor: gives its URI for an app, and backup codes',
  ...forPeople,
  body: WithPassword,
  reply: { 200: Answer, ...refusals },
})

export const disableTwoFactor = endpoint({
  method: 'POST',
  path: '/v1/auth/two-factor/disable',
  summary: 'Use no second factor any more',
  ...forPeople,
  body: WithPassword,
  reply: { 200: Answer, ...refusals },
})

export const createBackupCodes = endpoint({
  method: 'POST',
  path: '/v1/auth/two-factor/generate-backup-codes',
  summary: 'Make new backup codes: those before hold no more',
  ...forPeople,
  body: WithPassword,
  reply: { 200: Answer, ...refusals },
})

/** What `navigator.credentials` gave, as JSON. */
const Credential = z.looseObject({ id: z.string().max(2_000), type: z.string().max(40) })

export const passkeySignInOptions = endpoint({
  method: 'GET',
  path: '/v1/auth/passkey/generate-authenticate-options',
  summary: 'Begin to sign in with a passkey',
  ...forAnyone,
  reply: { 200: Answer, ...refusals },
})

export const passkeySignIn = endpoint({
  method: 'POST',
  path: '/v1/auth/passkey/verify-authentication',
  summary: 'Sign in with a passkey',
  ...forAnyone,
  body: z.strictObject({ response: Credential }),
  reply: { 200: Answer, ...refusals },
})

export const passkeyOptions = endpoint({
  method: 'GET',
  path: '/v1/auth/passkey/generate-register-options',
  summary: 'Begin to add a passkey, within a day of signing in',
  ...forPeople,
  reply: { 200: Answer, ...refusals },
})

export const addPasskey = endpoint({
  method: 'POST',
  path: '/v1/auth/passkey/verify-registration',
  summary: 'Add a passkey',
  ...forPeople,
  body: z.strictObject({ response: Credential, name: z.string().trim().max(80).optional() }),
  reply: { 200: Answer, ...refusals },
})

export const listPasskeys = endpoint({
  method: 'GET',
  path: '/v1/auth/passkey/list-user-passkeys',
  summary: 'One’s own passkeys',
  ...forPeople,
  reply: { 200: Answers, ...refusals },
})

export const renamePasskey = endpoint({
  method: 'POST',
  path: '/v1/auth/passkey/update-passkey',
  summary: 'Give one of them another name',
  ...forPeople,
  body: z.strictObject({
    id: z.string().min(1).max(100),
    name: z.string().trim().min(1).max(80),
  }),
  reply: { 200: Answer, ...refusals },
})

export const deletePasskey = endpoint({
  method: 'POST',
  path: '/v1/auth/passkey/delete-passkey',
  summary: 'Remove one of them',
  ...forPeople,
  body: z.strictObject({ id: z.string().min(1).max(100) }),
  reply: { 200: Answer, ...refusals },
})

/** All that better-auth answers. */
export const authEndpoints = [
  signInEmail,
  signInProvider,
  providerCallback,
  signOut,
  requestPasswordReset,
  setPassword,
  changePassword,
  verifyTotp,
  verifyBackupCode,
  enableTwoFactor,
  disableTwoFactor,
  createBackupCodes,
  passkeySignInOptions,
  passkeySignIn,
  passkeyOptions,
  addPasskey,
  listPasskeys,
  renamePasskey,
  deletePasskey,
] as const

const Session = z
  .object({
    sessionId: z.string(),
    current: z.boolean(),
    createdAt: z.string(),
    expiresAt: z.string(),
    /** Where it was begun: /24 or /48. */
    network: z.string().nullable(),
    userAgent: z.string().nullable(),
  })
  .meta({ id: 'Session' })

export const listSessions = endpoint({
  method: 'GET',
  path: '/v1/sessions',
  summary: 'Where one is signed in',
  ...forPeople,
  reply: { 200: z.object({ sessions: z.array(Session) }) },
})

export const endSession = endpoint({
  method: 'DELETE',
  path: '/v1/sessions/:sessionId',
  summary: 'Sign out there',
  ...forPeople,
  params: z.object({ sessionId: z.string().min(1).max(100) }),
  reply: { 200: z.object({ sessionId: z.string() }), 404: Problem },
})

export const endOtherSessions = endpoint({
  method: 'DELETE',
  path: '/v1/sessions',
  summary: 'Sign out everywhere else',
  ...forPeople,
  reply: { 200: z.object({ ended: z.int() }) },
})
