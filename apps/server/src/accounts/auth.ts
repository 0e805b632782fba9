import { passkey } from '@better-auth/passkey'
import { networkOf } from '@airgraph/ingest/steps/network.ts'
import type { Millis } from '@airgraph/domain/units.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import { betterAuth } from 'better-auth'
import { genericOAuth, twoFactor } from 'better-auth/plugins'
import type { Logger } from 'pino'
import type { Oidc } from '../config.ts'
import { passwordChangedMail, passwordResetMail } from './mails.ts'

interface Needs {
  readonly records: Pick<
    Records,
    'db' | 'attempts' | 'invitations' | 'outbox' | 'emailChanges' | 'people'
  >
  /** Where people see the server, without a slash at the end. */
  readonly publicUrl: string
  readonly secret: string
  readonly oidc: Oidc | null
  readonly log: Pick<Logger, 'error'>
}

/** Every request to better-auth carries it, and nobody but us can set it. */
export const clientHeader = 'x-airgraph-client'
export const authPath = '/v1/auth'
export const oidcId = 'oidc'
export const resetHolds = 3_600
const day = 86_400

/**
 * Passwords, sessions, second factors, passkeys and single sign-on, on tables that our own migrations make. Nobody signs up
 * here: people come by invitation, or as the first (`flows/set-up.ts`).
 */
export const createAuth = ({ records, publicUrl, secret, oidc, log }: Needs) =>
  betterAuth({
    appName: 'Airgraph',
    baseURL: publicUrl,
    basePath: authPath,
    secret,
    telemetry: { enabled: false },
    database: { db: records.db, type: 'postgres' },
    logger: { level: 'error', log: (_level, message) => log.error(`better-auth: ${message}`) },
    user: {
      modelName: 'people',
      fields: {
        emailVerified: 'email_verified',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    session: {
      modelName: 'person_sessions',
      expiresIn: 14 * day,
      updateAge: day,
      freshAge: day,
      fields: {
        userId: 'person_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    account: {
      modelName: 'person_logins',
      encryptOAuthTokens: true,
      fields: {
        userId: 'person_id',
        providerId: 'provider_id',
        accountId: 'account_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'person_verifications',
      storeIdentifier: 'hashed',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      resetPasswordTokenExpiresIn: resetHolds,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) =>
        records.outbox.put(passwordResetMail(publicUrl, user.email, token)),
      async onPasswordReset({ user }) {
        await records.emailChanges.forget(user.id)
        await records.people.proveAddress(user.id)
        await records.outbox.put(passwordChangedMail(publicUrl, user.email))
      },
    },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 100,
      customRules: {
        // These are counted by address as well, before they come here (`limits.ts`).
        '/sign-in/*': { window: 60, max: 60 },
        '/request-password-reset': { window: 60, max: 30 },
      },
      customStorage: {
        async consume(key, { window, max }) {
          const within = (window * 1_000) as Millis
          const wait = await records.attempts.take([{ key: `auth ${key}`, most: max, within }])
          return { allowed: wait === null, retryAfter: wait }
        },
      },
    },
    databaseHooks: {
      user: {
        create: {
          /** Only a provider's callback comes here, with somebody whom we do not know. */
          async before({ email, emailVerified }) {
            return emailVerified && (await records.invitations.isInvited(email)) ? undefined : false
          },
        },
      },
      session: {
        create: {
          before: async (session) => ({
            data: { ...session, ipAddress: networkOf(session.ipAddress ?? '') },
          }),
        },
      },
    },
    advanced: {
      cookiePrefix: 'airgraph',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      disableCSRFCheck: true, // ours is before it, for every route (`http/same-origin.ts`)
      ipAddress: { ipAddressHeaders: [clientHeader] },
    },
    plugins: [
      twoFactor({
        issuer: 'Airgraph',
        twoFactorTable: 'person_two_factors',
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            fields: {
              userId: 'person_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
      passkey({
        rpID: new URL(publicUrl).hostname,
        rpName: 'Airgraph',
        origin: publicUrl,
        schema: {
          passkey: {
            modelName: 'person_passkeys',
            fields: {
              userId: 'person_id',
              credentialID: 'credential_id',
              publicKey: 'public_key',
              deviceType: 'device_type',
              backedUp: 'backed_up',
              createdAt: 'created_at',
            },
          },
        },
      }),
      ...(oidc === null ? [] : [genericOAuth({ config: [providerOf(oidc)] })]),
    ],
  })

const providerOf = ({ issuer, clientId, clientSecret }: Oidc) => ({
  providerId: oidcId,
  discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
  clientId,
  clientSecret,
  scopes: ['openid', 'email', 'profile'],
  pkce: true,
})
